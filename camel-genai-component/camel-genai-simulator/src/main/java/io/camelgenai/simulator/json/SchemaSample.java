package io.camelgenai.simulator.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;

/** Creates a value that fits a JSON schema document: the first choice, the least number, one of each item. */
public final class SchemaSample {
    private static final int MAX_DEPTH = 20;

    private SchemaSample() {}

    /**
     * Creates a value.
     *
     * @param schema the JSON schema; only types, properties, items, choices and minimums are considered
     * @param text the value of strings
     * @return a value that fits
     */
    public static JsonNode of(JsonNode schema, String text) {
        return of(schema, text, 0);
    }

    private static JsonNode of(JsonNode schema, String text, int depth) {
        if (schema.path("enum").size() > 0) {
            return schema.get("enum").get(0);
        }
        String defaultType = schema.has("properties") ? "object" : "string";
        JsonNode type = schema.path("type");
        return switch (depth > MAX_DEPTH
                ? "null"
                : type.isArray() ? type.path(0).asText() : type.asText(defaultType)) {
            case "object" -> {
                ObjectNode object = Json.object();
                schema.path("properties")
                        .properties()
                        .forEach(field -> object.set(field.getKey(), of(field.getValue(), text, depth + 1)));
                yield object;
            }
            case "array" -> Json.array().add(of(schema.path("items"), text, depth + 1));
            case "integer" -> IntNode.valueOf(schema.path("minimum").asInt(1));
            case "number" ->
                DecimalNode.valueOf(
                        schema.has("minimum") ? schema.get("minimum").decimalValue() : BigDecimal.valueOf(15, 1));
            case "boolean" -> BooleanNode.TRUE;
            case "null" -> NullNode.getInstance();
            default -> TextNode.valueOf(text);
        };
    }
}
