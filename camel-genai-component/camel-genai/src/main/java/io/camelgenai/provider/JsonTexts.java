package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The texts in a JSON tree, wherever they are. Names of fields are none. */
final class JsonTexts {

    private JsonTexts() {}

    /** A copy of the tree in which each text is replaced by another one. */
    static JsonNode mapped(JsonNode tree, UnaryOperator<String> replace) {
        return replaced(tree, text -> TextNode.valueOf(replace.apply(text)));
    }

    /** A copy of the tree in which each text is replaced by a value. */
    static JsonNode replaced(JsonNode tree, Function<String, JsonNode> replacement) {
        if (tree.isTextual()) {
            return replacement.apply(tree.textValue());
        }
        if (tree.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            tree.forEach(element -> copy.add(replaced(element, replacement)));
            return copy;
        }
        if (tree.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            tree.properties().forEach(field -> copy.set(field.getKey(), replaced(field.getValue(), replacement)));
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
