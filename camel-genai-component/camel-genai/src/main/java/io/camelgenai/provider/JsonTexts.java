package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The texts in a JSON tree, wherever they are. Names of fields are none. */
final class JsonTexts {

    private JsonTexts() {}

    /** A copy of the tree in which each text is replaced. */
    static JsonNode mapped(JsonNode tree, UnaryOperator<String> replace) {
        if (tree.isTextual()) {
            return TextNode.valueOf(replace.apply(tree.textValue()));
        }
        if (tree.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            tree.forEach(element -> copy.add(mapped(element, replace)));
            return copy;
        }
        if (tree.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            tree.properties().forEach(field -> copy.set(field.getKey(), mapped(field.getValue(), replace)));
            return copy;
        }
        return tree;
    }

    static List<String> in(JsonNode tree) {
        List<String> texts = new ArrayList<>();
        mapped(tree, text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }
}
