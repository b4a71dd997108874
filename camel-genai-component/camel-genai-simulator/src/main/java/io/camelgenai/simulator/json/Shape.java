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

/** What a value may be. Immutable once built. */
@FunctionalInterface
public interface Shape {

    /**
     * Looks at a value.
     *
     * @param value the value
     * @param path where it stands
     * @param problems where problems are added
     */
    void check(JsonNode value, List<String> path, List<Problem> problems);

    /**
     * Looks at a whole document.
     *
     * @param document the document
     * @param root the name of its place, nothing for none
     * @return its problems, none where it fits
     */
    default List<Problem> problems(JsonNode document, String... root) {
        List<Problem> problems = new ArrayList<>();
        check(document, List.of(root), problems);
        return problems;
    }

    /**
     * Allows null too.
     *
     * @return a new shape
     */
    default Shape orNull() {
        return (value, path, problems) -> {
            if (!value.isNull()) {
                check(value, path, problems);
            }
        };
    }

    /**
     * Allows another shape as well.
     *
     * @param other the other one, whose problems are told where neither fits
     * @return a new shape
     */
    default Shape or(Shape other) {
        return (value, path, problems) -> {
            List<Problem> first = new ArrayList<>();
            check(value, path, first);
            if (!first.isEmpty()) {
                other.check(value, path, problems);
            }
        };
    }

    /**
     * Anything.
     *
     * @return the shape
     */
    static Shape any() {
        return (value, path, problems) -> {};
    }

    /**
     * True or false.
     *
     * @return the shape
     */
    static Shape bool() {
        return typed(JsonNode::isBoolean, "must be true or false");
    }

    /**
     * Text.
     *
     * @param min the least number of characters
     * @param max the greatest number of characters
     * @return the shape
     */
    static Shape text(int min, int max) {
        return and(
                typed(JsonNode::isTextual, "must be a string"),
                value -> value.textValue().length() >= min && value.textValue().length() <= max,
                "must have " + min + " to " + max + " characters");
    }

    /**
     * Text of a form.
     *
     * @param form a regular expression
     * @param description the form for a reader
     * @return the shape
     */
    static Shape form(String form, String description) {
        Pattern pattern = Pattern.compile(form);
        return and(
                typed(JsonNode::isTextual, "must be a string"),
                value -> pattern.matcher(value.textValue()).matches(),
                "must be " + description);
    }

    /**
     * One of some words.
     *
     * @param words the words
     * @return the shape
     */
    static Shape oneOf(String... words) {
        Set<String> allowed = Set.of(words);
        return and(
                typed(JsonNode::isTextual, "must be a string"),
                value -> allowed.contains(value.textValue()),
                "must be one of " + String.join(", ", words));
    }

    /**
     * A whole number.
     *
     * @param min the least
     * @param max the greatest
     * @return the shape
     */
    static Shape integer(long min, long max) {
        return and(
                typed(JsonNode::isIntegralNumber, "must be an integer"),
                value -> value.canConvertToLong() && value.longValue() >= min && value.longValue() <= max,
                "must be between " + min + " and " + max);
    }

    /**
     * A number.
     *
     * @param min the least
     * @param max the greatest
     * @return the shape
     */
    static Shape number(double min, double max) {
        return and(
                typed(JsonNode::isNumber, "must be a number"),
                value -> value.doubleValue() >= min && value.doubleValue() <= max,
                "must be between " + min + " and " + max);
    }

    /**
     * An array.
     *
     * @param item each of its items
     * @param min the least number of items
     * @param max the greatest number of items
     * @return the shape
     */
    static Shape array(Shape item, int min, int max) {
        Shape size = and(
                typed(JsonNode::isArray, "must be an array"),
                value -> value.size() >= min && value.size() <= max,
                "must have " + min + " to " + max + " items");
        return (value, path, problems) -> {
            size.check(value, path, problems);
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                item.check(value.get(i), below(path, String.valueOf(i)), problems);
            }
        };
    }

    /**
     * An object with any fields.
     *
     * @return the shape
     */
    static Shape map() {
        return typed(JsonNode::isObject, "must be an object");
    }

    /**
     * An object with no fields but those that are added.
     *
     * @return the shape, to be completed
     */
    static Fields object() {
        return new Fields();
    }

    /** An object's fields. */
    final class Fields implements Shape {
        private final Map<String, Shape> shapes = new LinkedHashMap<>();
        private final Set<String> required = new HashSet<>();

        private Fields() {}

        /**
         * Adds a field that must be there.
         *
         * @param name its name
         * @param shape its shape
         * @return this
         */
        public Fields required(String name, Shape shape) {
            required.add(name);
            return optional(name, shape);
        }

        /**
         * Adds a field that may be there.
         *
         * @param name its name
         * @param shape its shape
         * @return this
         */
        public Fields optional(String name, Shape shape) {
            shapes.put(name, shape);
            return this;
        }

        @Override
        public void check(JsonNode value, List<String> path, List<Problem> problems) {
            if (!value.isObject()) {
                problems.add(new Problem(Problem.Kind.TYPE, path, "must be an object", value));
                return;
            }
            shapes.forEach((name, shape) -> {
                if (value.has(name)) {
                    shape.check(value.get(name), below(path, name), problems);
                } else if (required.contains(name)) {
                    problems.add(new Problem(Problem.Kind.MISSING, below(path, name), "is required", null));
                }
            });
            value.fieldNames().forEachRemaining(name -> {
                if (!shapes.containsKey(name)) {
                    problems.add(new Problem(
                            Problem.Kind.UNKNOWN, below(path, name), "is not a known field", value.get(name)));
                }
            });
        }
    }

    private static Shape typed(Predicate<JsonNode> type, String message) {
        return (value, path, problems) -> {
            if (!type.test(value)) {
                problems.add(new Problem(Problem.Kind.TYPE, path, message, value));
            }
        };
    }

    private static Shape and(Shape type, Predicate<JsonNode> valid, String message) {
        return (value, path, problems) -> {
            int before = problems.size();
            type.check(value, path, problems);
            if (problems.size() == before && !valid.test(value)) {
                problems.add(new Problem(Problem.Kind.VALUE, path, message, value));
            }
        };
    }

    private static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
