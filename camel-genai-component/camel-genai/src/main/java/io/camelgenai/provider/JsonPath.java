package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A path in a JSON document: a JSON Pointer (RFC 6901) in which a segment {@code *} matches every element of an array, and a
 * segment {@code [name=value]} the first element whose field of this name has this value. An element without the field counts
 * by its position. After {@code *} it matches those of the elements whose field has this value. A segment {@code [url]},
 * {@code [text]} or {@code [object]} matches a value that is one, see {@link ValueFilter}.
 *
 * @param segments the segments, unescaped
 */
record JsonPath(List<String> segments) {

    /** The segment that matches every element. */
    static final String WILDCARD = "*";

    /** The only element of a list that is written. */
    private static final String FIRST = "0";

    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

    JsonPath {
        segments = List.copyOf(segments);
    }

    /** @throws IllegalArgumentException when the text is neither empty nor begins with a slash */
    static JsonPath of(String pointer) {
        if (pointer.isEmpty()) {
            return new JsonPath(List.of());
        }
        if (pointer.charAt(0) != '/') {
            throw new IllegalArgumentException("'" + pointer + "' is not a JSON pointer: it has to begin with '/'");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : pointer.substring(1).split("/", -1)) {
            Selector selector = Selector.in(segment);
            boolean isBracketed = segment.startsWith("[") && segment.endsWith("]");
            if (isBracketed && selector == null && ValueFilter.in(segment) == null) {
                throw new IllegalArgumentException(
                        "'" + segment + "' selects nothing: write [name=value], [url], [text] or"
                                + " [object], or [name!=value] after a '*'");
            }
            boolean followsAll =
                    !segments.isEmpty() && segments.get(segments.size() - 1).equals(WILDCARD);
            if (selector != null && selector.negated() && !followsAll) {
                throw new IllegalArgumentException("'" + segment + "' selects several elements: it follows a '*'");
            }
            segments.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPath(segments);
    }

    /** The path one segment longer. */
    JsonPath child(String segment) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(segment);
        return new JsonPath(longer);
    }

    /** Whether the path may match several values. */
    boolean hasWildcard() {
        return segments.contains(WILDCARD);
    }

    /** Whether a value counts by what it is, or as one of several elements, which a {@link JsonScanner} cannot distinguish. */
    boolean filters() {
        return segments.stream().anyMatch(segment -> ValueFilter.in(segment) != null)
                || IntStream.range(1, segments.size())
                        .anyMatch(i -> segments.get(i - 1).equals(WILDCARD) && Selector.in(segments.get(i)) != null);
    }

    private static boolean selects(String segment) {
        return Selector.in(segment) != null || ValueFilter.in(segment) != null;
    }

    /** The first value at this path, or null; a null in the document counts as absent. */
    @Nullable
    JsonNode first(JsonNode document) {
        List<JsonNode> all = all(document);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Every value at this path; a null in the document counts as absent. */
    List<JsonNode> all(JsonNode document) {
        if (hasWildcard()) {
            return matches(document);
        }
        JsonNode node = document;
        for (String segment : segments) {
            node = child(node, segment);
        }
        return isValue(node) ? List.of(node) : List.of();
    }

    private List<JsonNode> matches(JsonNode document) {
        List<JsonNode> current = List.of(document);
        for (String segment : segments) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : current) {
                if (segment.equals(WILDCARD)) {
                    node.forEach(next::add);
                } else {
                    next.add(child(node, segment));
                }
            }
            current = next;
        }
        return current.stream().filter(JsonPath::isValue).toList();
    }

    private static JsonNode child(JsonNode node, String segment) {
        if (node.isObject() && !segment.startsWith("[")) {
            return node.path(segment);
        }
        ValueFilter filter = ValueFilter.in(segment);
        if (filter != null) {
            return filter.passes(node) ? node : MissingNode.getInstance();
        }
        Selector selector = Selector.in(segment);
        if (!node.isArray()) {
            return selector == null ? node.path(segment) : selector.filter(node);
        }
        if (selector != null) {
            return selector.first(node);
        }
        return INDEX.matcher(segment).matches() ? node.path(Integer.parseInt(segment)) : MissingNode.getInstance();
    }

    private static boolean isValue(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /** Whether the document has something at this path, even null. */
    boolean isPresentIn(JsonNode document) {
        JsonNode node = document;
        for (String segment : segments) {
            node = child(node, segment);
        }
        return !node.isMissingNode();
    }

    /** Why nothing can be written at this path; empty where it can. */
    Optional<String> unwritable() {
        return segments.stream()
                .map(segment -> segment.equals(WILDCARD) || selects(segment)
                        ? "'" + segment + "' selects what is read: something is written to one path"
                        : INDEX.matcher(segment).matches() && !segment.equals(FIRST)
                                ? "'" + segment + "' leaves out the elements before it: a list is written from 0"
                                : "")
                .filter(reason -> !reason.isEmpty())
                .findFirst();
    }

    /**
     * Sets the value at this path, and creates the objects above it, and a list where {@code 0} follows. In an object that is
     * there already {@code 0} is a field.
     *
     * @throws IllegalArgumentException when a value above it is neither an object nor a list with such an element
     */
    void put(ObjectNode document, JsonNode value) {
        JsonNode parent = document;
        for (int i = 0; i < segments.size() - 1; i++) {
            JsonNode child = child(parent, segments.get(i));
            if (!isValue(child)) {
                child = segments.get(i + 1).equals(FIRST)
                        ? JsonNodeFactory.instance.arrayNode()
                        : JsonNodeFactory.instance.objectNode();
                set(parent, i, child);
            }
            parent = child;
        }
        set(parent, segments.size() - 1, value);
    }

    private void set(JsonNode parent, int position, JsonNode value) {
        String segment = segments.get(position);
        if (parent instanceof ObjectNode object) {
            object.set(segment, value);
        } else if (parent instanceof ArrayNode array && segment.equals(FIRST)) {
            if (array.isEmpty()) {
                array.add(value);
            } else {
                array.set(0, value);
            }
        } else {
            String above = position == 0 ? "" : segments.get(position - 1);
            throw new IllegalArgumentException("'" + above + "' of the request is not an object");
        }
    }

    /**
     * Selects an element of an array.
     *
     * @param field the name of its field
     * @param value the field's value, as text; the position of the element where it has no such field
     * @param negated whether it selects those elements instead that have another value, or none
     */
    record Selector(String field, String value, boolean negated) {

        private static final Pattern FORM = Pattern.compile("\\[([^=!\\]]+)(!?)=([^\\]]+)]");

        /** The selector in a segment, or null. */
        static @Nullable Selector in(String segment) {
            Matcher matcher = segment.startsWith("[") ? FORM.matcher(segment) : null;
            return matcher != null && matcher.matches()
                    ? new Selector(
                            matcher.group(1),
                            matcher.group(3),
                            !matcher.group(2).isEmpty())
                    : null;
        }

        /** Whether it selects an element at this position with this value, or without one. */
        boolean selects(@Nullable String actual, int position) {
            return value.equals(actual == null ? Integer.toString(position) : actual);
        }

        /** This object where its field has the value, or has it not where that is asked for; otherwise nothing. */
        JsonNode filter(JsonNode object) {
            return object.path(field).asText().equals(value) != negated ? object : MissingNode.getInstance();
        }

        JsonNode first(JsonNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode actual = array.get(i).path(field);
                boolean isAbsent =
                        actual.isMissingNode() || actual.isNull() || (actual.isContainerNode() && actual.isEmpty());
                if (selects(isAbsent ? null : actual.asText(), i)) {
                    return array.get(i);
                }
            }
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return segments.isEmpty() ? "" : "/" + String.join("/", segments);
    }
}
