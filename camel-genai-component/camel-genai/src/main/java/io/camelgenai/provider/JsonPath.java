package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A path in a JSON document: a JSON Pointer (RFC 6901) in which a segment {@code *} matches every element of an array, and a
 * segment {@code [name=value]} the first element whose field of this name has this value. An element without the field counts
 * by its position. After {@code *} it matches those of the elements whose field has this value.
 *
 * @param segments the segments, unescaped
 */
record JsonPath(List<String> segments) {

    /** The segment that matches every element. */
    static final String WILDCARD = "*";

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
            if (segment.startsWith("[") && segment.endsWith("]") && Selector.in(segment) == null) {
                throw new IllegalArgumentException("'" + segment + "' selects nothing: write [name=value]");
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

    /** Whether the path matches only some of several elements, which a {@link JsonScanner} cannot tell. */
    boolean filters() {
        return IntStream.range(1, segments.size())
                .anyMatch(i -> segments.get(i - 1).equals(WILDCARD) && Selector.in(segments.get(i)) != null);
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
            node = node.path(segment);
        }
        return !node.isMissingNode();
    }

    /**
     * Sets the value at this path and creates the objects above it.
     *
     * @throws IllegalArgumentException when a value above it is not an object
     */
    void put(ObjectNode document, JsonNode value) {
        ObjectNode parent = document;
        for (String segment : segments.subList(0, segments.size() - 1)) {
            JsonNode child = parent.get(segment);
            if (child == null || child.isNull()) {
                child = parent.putObject(segment);
            }
            if (!(child instanceof ObjectNode object)) {
                throw new IllegalArgumentException("'" + segment + "' of the request is not an object");
            }
            parent = object;
        }
        parent.set(segments.get(segments.size() - 1), value);
    }

    /**
     * Selects an element of an array.
     *
     * @param field the name of its field
     * @param value the field's value, as text; the position of the element where it has no such field
     */
    record Selector(String field, String value) {

        private static final Pattern FORM = Pattern.compile("\\[([^=\\]]+)=([^\\]]+)]");

        /** The selector in a segment, or null. */
        static @Nullable Selector in(String segment) {
            Matcher matcher = segment.startsWith("[") ? FORM.matcher(segment) : null;
            return matcher != null && matcher.matches() ? new Selector(matcher.group(1), matcher.group(2)) : null;
        }

        /** Whether it selects an element at this position with this value, or without one. */
        boolean selects(@Nullable String actual, int position) {
            return value.equals(actual == null ? Integer.toString(position) : actual);
        }

        /** This object where its field has the value; otherwise nothing. */
        JsonNode filter(JsonNode object) {
            return object.path(field).asText().equals(value) ? object : MissingNode.getInstance();
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
