package io.camelgenai.simulator.content.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Replaces references, {@code allOf} and choices of a JSON schema by plain schemas. Immutable. */
final class SchemaResolver {
    private static final int MAX_STEPS = 100;
    private static final List<String> CHOICES = List.of("anyOf", "oneOf");

    private final JsonNode root;

    SchemaResolver(JsonNode root) {
        this.root = root;
    }

    /** Returns a schema without a reference and without {@code allOf}. */
    JsonNode plain(JsonNode schema) {
        JsonNode plain = schema;
        for (int step = 0; plain.has("$ref") || plain.has("allOf"); step++) {
            if (step == MAX_STEPS) {
                throw new UnfitSchemaException("its references form a circle");
            }
            ObjectNode rest = plain.<ObjectNode>deepCopy().without(List.of("$ref", "allOf"));
            if (plain.has("$ref")) {
                merge(rest, target(plain.get("$ref").asText()));
            }
            plain.path("allOf").forEach(part -> merge(rest, part));
            plain = rest;
        }
        return plain;
    }

    /** Returns the schemas of which one must fit, each with all other keywords; empty if the schema has no choice. */
    List<JsonNode> choices(JsonNode schema) {
        List<JsonNode> choices = new ArrayList<>();
        for (String keyword : CHOICES) {
            if (choices.isEmpty() && schema.path(keyword).size() > 0) {
                for (JsonNode choice : schema.get(keyword)) {
                    ObjectNode whole = schema.<ObjectNode>deepCopy().without(keyword);
                    merge(whole, choice);
                    choices.add(whole);
                }
            }
        }
        if (choices.isEmpty() && schema.path("type").isArray()) {
            schema.get("type")
                    .forEach(type -> choices.add(schema.<ObjectNode>deepCopy().set("type", type)));
        }
        return choices;
    }

    /** Returns 0 for a schema of single values, 1 for an array that may be empty, and 2 for others. */
    int complexity(JsonNode schema) {
        JsonNode plain = plain(schema);
        return switch (plain.has("const") || plain.has("enum") ? "null" : type(plain)) {
            case "object" -> 2;
            case "array" -> plain.path("minItems").asInt(0) == 0 ? 1 : 2;
            default -> CHOICES.stream().anyMatch(plain::has) ? 2 : 0;
        };
    }

    /** Returns the type of a schema, derived from its keywords if it does not name one. */
    static String type(JsonNode schema) {
        if (schema.path("type").isTextual()) {
            return schema.get("type").textValue();
        }
        if (List.of("properties", "required", "additionalProperties").stream().anyMatch(schema::has)) {
            return "object";
        }
        return schema.has("items") || schema.has("prefixItems") ? "array" : schema.has("minimum") ? "number" : "string";
    }

    private JsonNode target(String reference) {
        JsonNode target =
                reference.equals("#") ? root : reference.startsWith("#/") ? root.at(reference.substring(1)) : null;
        if (target == null || target.isMissingNode()) {
            throw new UnfitSchemaException("its reference " + reference + " has no target in it");
        }
        return target;
    }

    /** Adds the keywords of a schema: properties and required names to those that are present, others in their place. */
    private static void merge(ObjectNode into, JsonNode schema) {
        schema.properties().forEach(keyword -> {
            JsonNode present = into.path(keyword.getKey());
            JsonNode more = keyword.getValue();
            if (keyword.getKey().equals("properties") && present.isObject()) {
                ObjectNode both = present.deepCopy();
                more.properties().forEach(property -> both.set(property.getKey(), property.getValue()));
                into.set("properties", both);
            } else if (keyword.getKey().equals("required") && present.isArray()) {
                ArrayNode both = Json.array();
                present.forEach(both::add);
                more.forEach(both::add);
                into.set("required", both);
            } else {
                into.set(keyword.getKey(), more);
            }
        });
    }
}
