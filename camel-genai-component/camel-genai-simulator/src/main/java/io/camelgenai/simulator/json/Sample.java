package io.camelgenai.simulator.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;

/** Makes a value that fits a JSON schema: the first choice, the least number, one of each item. */
public final class Sample {
    private static final int DEEPEST = 20;

    private Sample() {}

    /**
     * Makes a value.
     *
     * @param schema the schema; what it says beyond types, properties, items and choices is not looked at
     * @param words what texts hold
     * @return the value
     */
    public static JsonNode of(JsonNode schema, String words) {
        return of(schema, words, 0);
    }

    private static JsonNode of(JsonNode schema, String words, int depth) {
        if (schema.path("enum").size() > 0) {
            return schema.get("enum").get(0);
        }
        String usual = schema.has("properties") ? "object" : "string";
        JsonNode type = schema.path("type");
        return switch (depth > DEEPEST ? "null" : type.isArray() ? type.path(0).asText() : type.asText(usual)) {
            case "object" -> {
                ObjectNode object = Json.object();
                schema.path("properties")
                        .fields()
                        .forEachRemaining(field -> object.set(field.getKey(), of(field.getValue(), words, depth + 1)));
                yield object;
            }
            case "array" -> Json.array().add(of(schema.path("items"), words, depth + 1));
            case "integer" -> IntNode.valueOf(schema.path("minimum").asInt(1));
            case "number" ->
                DecimalNode.valueOf(
                        schema.has("minimum") ? schema.get("minimum").decimalValue() : BigDecimal.valueOf(15, 1));
            case "boolean" -> BooleanNode.TRUE;
            case "null" -> NullNode.getInstance();
            default -> TextNode.valueOf(words);
        };
    }
}
