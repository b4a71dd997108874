package io.camelgenai.simulator.content.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI requires of a JSON schema, from its guide to structured outputs: an object at the root, and in strict mode
 * objects that require all of their properties and permit no others, and none of the keywords that it does not support.
 */
public final class StructuredSchema {
    private static final List<String> UNSUPPORTED = List.of(
            "allOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "dependentRequired",
            "dependentSchemas",
            "patternProperties",
            "prefixItems");
    private static final List<String> NAMED_CHILDREN = List.of("properties", "$defs", "definitions");

    private StructuredSchema() {}

    /** Returns what is wrong with the root of a schema; null if nothing is. */
    public static @Nullable String rootError(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.asText().equals("object")
                ? null
                : "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"" + type.asText("None") + "\"'.";
    }

    /** Returns what is wrong with a schema in strict mode; null if nothing is. */
    public static @Nullable String strictError(JsonNode schema) {
        String root = rootError(schema);
        return root != null ? root : error(schema, List.of());
    }

    private static @Nullable String error(JsonNode schema, List<String> context) {
        for (String keyword : UNSUPPORTED) {
            if (schema.has(keyword)) {
                return in(context) + "'" + keyword + "' is not permitted.";
            }
        }
        if (schema.path("type").asText().equals("object") || schema.has("properties")) {
            String error = objectError(schema, context);
            if (error != null) {
                return error;
            }
        }
        return childError(schema, context);
    }

    private static @Nullable String objectError(JsonNode schema, List<String> context) {
        JsonNode others = schema.path("additionalProperties");
        if (!others.isBoolean() || others.booleanValue()) {
            return in(context) + "'additionalProperties' is required to be supplied and to be false.";
        }
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (var property : schema.path("properties").properties()) {
            if (!required.contains(property.getKey())) {
                return in(context) + "'required' is required to be supplied and to be an array including every key in"
                        + " properties. Missing '" + property.getKey() + "'.";
            }
        }
        return null;
    }

    private static @Nullable String childError(JsonNode schema, List<String> context) {
        for (String keyword : NAMED_CHILDREN) {
            for (var child : schema.path(keyword).properties()) {
                String error = error(child.getValue(), child(context, keyword, child.getKey()));
                if (error != null) {
                    return error;
                }
            }
        }
        for (int i = 0; i < schema.path("anyOf").size(); i++) {
            String error = error(schema.get("anyOf").get(i), child(context, "anyOf", String.valueOf(i)));
            if (error != null) {
                return error;
            }
        }
        return schema.has("items") ? error(schema.get("items"), child(context, "items")) : null;
    }

    private static List<String> child(List<String> context, String... names) {
        List<String> longer = new ArrayList<>(context);
        longer.addAll(List.of(names));
        return longer;
    }

    private static String in(List<String> context) {
        return context.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "In context=(", "), "));
    }
}
