package io.camelgenai.simulator.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with placeholders: a string that begins with a dollar sign is replaced as a whole by the value of that
 * name, of any type. Immutable.
 */
public final class JsonTemplate {
    private final ObjectNode template;

    private JsonTemplate(ObjectNode template) {
        this.template = template;
    }

    /** Parses a template such as <code>{"id":"$id","status":"queued"}</code>. */
    public static JsonTemplate of(String json) {
        if (Json.parse(json) instanceof ObjectNode template) {
            return new JsonTemplate(template);
        }
        throw new IllegalArgumentException("A template must be a JSON object: " + json);
    }

    /**
     * Builds a document.
     *
     * @param namesAndValues the names of placeholders, each followed by its value: a text, a number, a boolean, a node, or
     *     null; names that the template does not have are ignored
     * @return a new object with the fields in the order of the template
     * @throws IllegalArgumentException if a placeholder has no value
     */
    public ObjectNode fill(@Nullable Object... namesAndValues) {
        Map<String, JsonNode> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("$" + namesAndValues[i], node(namesAndValues[i + 1]));
        }
        return filled(template, values);
    }

    private static ObjectNode filled(ObjectNode object, Map<String, JsonNode> values) {
        ObjectNode result = Json.object();
        object.properties().forEach(field -> result.set(field.getKey(), filled(field.getValue(), values)));
        return result;
    }

    private static JsonNode filled(JsonNode node, Map<String, JsonNode> values) {
        if (node instanceof ObjectNode object) {
            return filled(object, values);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = Json.array();
            array.forEach(item -> result.add(filled(item, values)));
            return result;
        }
        String text = node.isTextual() ? node.textValue() : "";
        if (!text.startsWith("$")) {
            return node;
        }
        JsonNode value = values.get(text);
        if (value == null) {
            throw new IllegalArgumentException("The template has no value for " + text);
        }
        return value;
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return NullNode.getInstance();
        } else if (value instanceof JsonNode node) {
            return node;
        } else if (value instanceof Integer number) {
            return IntNode.valueOf(number);
        } else if (value instanceof Long number) {
            return LongNode.valueOf(number);
        } else if (value instanceof BigDecimal number) {
            return DecimalNode.valueOf(number);
        } else if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        }
        return TextNode.valueOf(value.toString());
    }
}
