package io.camelgenai.simulator.content.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Creates a value that fits a JSON schema: every property down to a depth, below it only what is required. It follows the
 * keywords of structured output (types, properties, items, choices, limits, patterns, formats, references) and {@code allOf},
 * {@code oneOf}, {@code const} and {@code prefixItems}; further keywords are ignored. Not thread-safe.
 */
public final class SchemaSample {
    private static final int COMPLETE_DEPTH = 4;
    private static final int MAX_DEPTH = 24;
    private static final int MAX_VALUES = 20_000;
    private static final int MAX_ATTEMPTS = 20;

    private final SchemaResolver resolver;
    private final SeededRandom random;
    private int values;

    private SchemaSample(JsonNode root, SeededRandom random) {
        this.resolver = new SchemaResolver(root);
        this.random = random;
    }

    /**
     * Creates a value.
     *
     * @param schema the JSON schema, whose references are resolved within itself
     * @param text the value of strings that need no other form
     * @param random decides choices, numbers and sizes
     * @return a value that fits
     * @throws UnfitSchemaException if none was found
     */
    public static JsonNode of(JsonNode schema, String text, SeededRandom random) {
        return new SchemaSample(schema, random).value(schema, text, 0);
    }

    private JsonNode value(JsonNode schema, String text, int depth) {
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            throw new UnfitSchemaException("its values have no end, or more than " + MAX_VALUES + " parts");
        }
        JsonNode plain = resolver.plain(schema);
        if (plain.has("const")) {
            return plain.get("const");
        }
        if (plain.path("enum").size() > 0) {
            return plain.get("enum").get(random.below(plain.get("enum").size()));
        }
        List<JsonNode> choices = resolver.choices(plain);
        return choices.isEmpty() ? typed(plain, text, depth) : chosen(choices, text, depth);
    }

    /** Returns a value of one choice: a random one, and below the complete depth the simplest that has an end. */
    private JsonNode chosen(List<JsonNode> choices, String text, int depth) {
        List<JsonNode> ordered = new ArrayList<>(choices);
        if (depth <= COMPLETE_DEPTH) {
            ordered.add(0, ordered.remove(random.below(ordered.size())));
        } else {
            ordered.sort(Comparator.comparingInt(resolver::complexity));
        }
        return ordered.stream()
                .flatMap(choice -> attempt(() -> value(choice, text, depth + 1)).stream())
                .findFirst()
                .orElseThrow(() -> new UnfitSchemaException("none of its choices has a value"));
    }

    private JsonNode typed(JsonNode schema, String text, int depth) {
        String type = SchemaResolver.type(schema);
        return switch (type) {
            case "object" -> object(schema, text, depth);
            case "array" -> array(schema, text, depth);
            case "integer" -> NumberSample.integer(schema, random);
            case "number" -> NumberSample.number(schema, random);
            case "boolean" -> BooleanNode.valueOf(random.below(2) == 0);
            case "null" -> NullNode.getInstance();
            case "string" -> StringSample.of(schema, text, random);
            default -> throw new UnfitSchemaException("there is no type " + type);
        };
    }

    private ObjectNode object(JsonNode schema, String text, int depth) {
        ObjectNode object = Json.object();
        List<String> required = names(schema.path("required"));
        int max = schema.path("maxProperties").asInt(Integer.MAX_VALUE);
        JsonNode properties = schema.path("properties");
        properties.properties().forEach(property -> {
            String name = property.getKey();
            if (required.contains(name)) {
                object.set(name, value(property.getValue(), text, depth + 1));
            } else if (depth < COMPLETE_DEPTH && max > Math.max(object.size(), required.size())) {
                attempt(() -> value(property.getValue(), text, depth + 1)).ifPresent(value -> object.set(name, value));
            }
        });
        JsonNode others = schema.path("additionalProperties");
        Stream.concat(required.stream(), Stream.iterate(1, i -> i + 1).map(i -> "key" + i))
                .filter(name -> !object.has(name))
                .takeWhile(name -> required.contains(name) || object.size() < otherKeys(schema, depth))
                .forEach(name -> object.set(name, value(others.isObject() ? others : Json.object(), text, depth + 1)));
        return object;
    }

    /** Returns up to which size an object has keys that no property describes: a map has one at least. */
    private static int otherKeys(JsonNode schema, int depth) {
        boolean map = schema.path("additionalProperties").size() > 0
                && schema.path("properties").isEmpty();
        return Math.max(schema.path("minProperties").asInt(0), map && depth < COMPLETE_DEPTH ? 1 : 0);
    }

    private ArrayNode array(JsonNode schema, String text, int depth) {
        JsonNode first = schema.path("prefixItems");
        int min = schema.path("minItems").asInt(0);
        int max = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        int usual = depth < COMPLETE_DEPTH ? Math.max(1 + random.below(3), first.size()) : 0;
        int size = Math.max(min, Math.min(max, schema.path("items").isBoolean() ? first.size() : usual));
        boolean unique = schema.path("uniqueItems").asBoolean(false);
        ArrayNode array = Json.array();
        for (int i = 0; i < size; i++) {
            JsonNode items = i < first.size() ? first.get(i) : schema.path("items");
            String itemText = i == 0 ? text : text + " " + (i + 1);
            JsonNode item = value(items, itemText, depth + 1);
            for (int attempt = 0; unique && contains(array, item) && attempt < MAX_ATTEMPTS; attempt++) {
                item = value(items, itemText, depth + 1);
            }
            if (!unique || !contains(array, item)) {
                array.add(item);
            } else if (array.size() < min) {
                throw new UnfitSchemaException("an array has fewer different items than it needs");
            }
        }
        return array;
    }

    private static boolean contains(ArrayNode array, JsonNode item) {
        for (JsonNode each : array) {
            if (each.equals(item)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static Optional<JsonNode> attempt(Supplier<JsonNode> value) {
        try {
            return Optional.of(value.get());
        } catch (UnfitSchemaException noValue) {
            return Optional.empty();
        }
    }
}
