package io.camelgenai.simulator.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which values are valid. Immutable once built. */
@FunctionalInterface
public interface Schema {

    /** Checks a value at a path and adds what is wrong with it to the errors. */
    void check(JsonNode value, List<String> path, List<ValidationError> errors);

    /**
     * Checks a document.
     *
     * @param document the document
     * @param root the path of the document itself, empty for none
     * @return the errors, empty if the document is valid
     */
    default List<ValidationError> errors(JsonNode document, String... root) {
        List<ValidationError> errors = new ArrayList<>();
        check(document, List.of(root), errors);
        return errors;
    }

    /** Accepts null too. */
    default Schema orNull() {
        return (value, path, errors) -> {
            if (!value.isNull()) {
                check(value, path, errors);
            }
        };
    }

    /** Accepts values of another schema too; its errors are reported if a value fits neither. */
    default Schema or(Schema other) {
        return (value, path, errors) -> {
            List<ValidationError> first = new ArrayList<>();
            check(value, path, first);
            if (!first.isEmpty()) {
                other.check(value, path, errors);
            }
        };
    }

    /** Any value. */
    static Schema any() {
        return (value, path, errors) -> {};
    }

    /** True or false. */
    static Schema bool() {
        return typed(JsonNode::isBoolean, "must be true or false");
    }

    /** A string with a length between two limits, both included. */
    static Schema text(int min, int max) {
        return restricted(
                typed(JsonNode::isTextual, "must be a string"),
                value -> value.textValue().length() >= min && value.textValue().length() <= max,
                "must have " + min + " to " + max + " characters");
    }

    /** A string that matches a regular expression, which is described as {@code description} in errors. */
    static Schema matching(String regex, String description) {
        Pattern pattern = Pattern.compile(regex);
        return restricted(
                typed(JsonNode::isTextual, "must be a string"),
                value -> pattern.matcher(value.textValue()).matches(),
                "must be " + description);
    }

    /** One of several strings. */
    static Schema oneOf(String... values) {
        Set<String> allowed = Set.of(values);
        return restricted(
                typed(JsonNode::isTextual, "must be a string"),
                value -> allowed.contains(value.textValue()),
                "must be one of " + String.join(", ", values));
    }

    /** A whole number between two limits, both included. */
    static Schema integer(long min, long max) {
        return restricted(
                typed(JsonNode::isIntegralNumber, "must be an integer"),
                value -> value.canConvertToLong() && value.longValue() >= min && value.longValue() <= max,
                "must be between " + min + " and " + max);
    }

    /** Any whole number. */
    static Schema integer() {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A number between two limits, both included. */
    static Schema number(double min, double max) {
        return restricted(
                typed(JsonNode::isNumber, "must be a number"),
                value -> value.doubleValue() >= min && value.doubleValue() <= max,
                "must be between " + min + " and " + max);
    }

    /** An array whose items fit a schema and whose size is between two limits, both included. */
    static Schema array(Schema item, int min, int max) {
        Schema size = restricted(
                typed(JsonNode::isArray, "must be an array"),
                value -> value.size() >= min && value.size() <= max,
                "must have " + min + " to " + max + " items");
        return (value, path, errors) -> {
            size.check(value, path, errors);
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                item.check(value.get(i), child(path, String.valueOf(i)), errors);
            }
        };
    }

    /** An object with any fields. */
    static Schema map() {
        return typed(JsonNode::isObject, "must be an object");
    }

    /** An object with at most so many fields of any name, whose values fit a schema. */
    static Schema mapOf(Schema values, int max) {
        Schema size = restricted(map(), value -> value.size() <= max, "must have at most " + max + " fields");
        return (value, path, errors) -> {
            size.check(value, path, errors);
            value.properties().forEach(field -> values.check(field.getValue(), child(path, field.getKey()), errors));
        };
    }

    /** An object whose schema is chosen by the text of one of its fields. */
    static Schema variants(String field, Map<String, Schema> schemas) {
        Schema choice = object(oneOf(schemas.keySet().stream().sorted().toArray(String[]::new)), field);
        return (value, path, errors) -> {
            Schema variant = schemas.get(value.path(field).asText());
            (variant == null ? choice : variant).check(value, path, errors);
        };
    }

    private static Schema object(Schema schema, String field) {
        return (value, path, errors) -> {
            if (value.has(field)) {
                schema.check(value.get(field), child(path, field), errors);
            } else {
                object().required(field, schema).check(value.isObject() ? Json.object() : value, path, errors);
            }
        };
    }

    /** An object with only the fields that are added to this schema. */
    static Fields object() {
        return new Fields();
    }

    /** The schema of an object. */
    final class Fields implements Schema {
        private final Map<String, Schema> schemas = new LinkedHashMap<>();
        private final Set<String> required = new HashSet<>();

        private Fields() {}

        /** Adds a field that every object must have. */
        public Fields required(String name, Schema schema) {
            required.add(name);
            return optional(name, schema);
        }

        /** Adds a field that an object may have. */
        public Fields optional(String name, Schema schema) {
            schemas.put(name, schema);
            return this;
        }

        @Override
        public void check(JsonNode value, List<String> path, List<ValidationError> errors) {
            if (!value.isObject()) {
                errors.add(new ValidationError(ValidationError.Kind.TYPE, path, "must be an object", value));
                return;
            }
            schemas.forEach((name, schema) -> {
                if (value.has(name)) {
                    schema.check(value.get(name), child(path, name), errors);
                } else if (required.contains(name)) {
                    errors.add(
                            new ValidationError(ValidationError.Kind.MISSING, child(path, name), "is required", null));
                }
            });
            value.fieldNames().forEachRemaining(name -> {
                if (!schemas.containsKey(name)) {
                    errors.add(new ValidationError(
                            ValidationError.Kind.UNKNOWN, child(path, name), "is not a known field", value.get(name)));
                }
            });
        }
    }

    private static Schema typed(Predicate<JsonNode> type, String message) {
        return (value, path, errors) -> {
            if (!type.test(value)) {
                errors.add(new ValidationError(ValidationError.Kind.TYPE, path, message, value));
            }
        };
    }

    private static Schema restricted(Schema type, Predicate<JsonNode> valid, String message) {
        return (value, path, errors) -> {
            int before = errors.size();
            type.check(value, path, errors);
            if (errors.size() == before && !valid.test(value)) {
                errors.add(new ValidationError(ValidationError.Kind.VALUE, path, message, value));
            }
        };
    }

    private static List<String> child(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
