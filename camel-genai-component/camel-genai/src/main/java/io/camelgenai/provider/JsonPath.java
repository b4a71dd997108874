package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document: a JSON Pointer (RFC 6901) in which a segment {@code *} stands for every element of an array.
 *
 * @param segments the segments, unescaped
 */
record JsonPath(List<String> segments) {

    /** The segment that stands for every element. */
    static final String WILDCARD = "*";

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
            segments.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPath(segments);
    }

    /** The first value at this place that is there and is not null. */
    @Nullable
    JsonNode first(JsonNode document) {
        List<JsonNode> all = all(document);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Whether some value may stand both here and there. */
    boolean mayOverlap(JsonPath other) {
        boolean meets = segments.size() == other.segments.size();
        for (int i = 0; meets && i < segments.size(); i++) {
            String ours = segments.get(i);
            String theirs = other.segments.get(i);
            meets = ours.equals(theirs) || ours.equals(WILDCARD) || theirs.equals(WILDCARD);
        }
        return meets;
    }

    /** Whether several values may stand here. */
    boolean hasWildcard() {
        return segments.contains(WILDCARD);
    }

    private static JsonNode child(JsonNode node, String segment) {
        return node.isArray() && segment.matches("\\d{1,9}")
                ? node.path(Integer.parseInt(segment))
                : node.path(segment);
    }

    private static boolean isValue(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    /** Every value at this place that is there and is not null. */
    List<JsonNode> all(JsonNode document) {
        if (hasWildcard()) {
            return elements(document);
        }
        JsonNode node = document;
        for (String segment : segments) {
            node = child(node, segment);
        }
        return isValue(node) ? List.of(node) : List.of();
    }

    private List<JsonNode> elements(JsonNode document) {
        List<JsonNode> here = List.of(document);
        for (String segment : segments) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : here) {
                if (segment.equals(WILDCARD)) {
                    node.forEach(next::add);
                } else {
                    next.add(child(node, segment));
                }
            }
            here = next;
        }
        return here.stream().filter(JsonPath::isValue).toList();
    }

    /** Whether something stands here, be it null. */
    boolean isPresentIn(JsonNode document) {
        JsonNode node = document;
        for (String segment : segments) {
            node = node.path(segment);
        }
        return !node.isMissingNode();
    }

    /**
     * Puts a value here and makes the objects on the way.
     *
     * @throws IllegalArgumentException when something that is no object stands in the way
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

    /** The place one step further. */
    JsonPath child(String segment) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(segment);
        return new JsonPath(longer);
    }

    @Override
    public String toString() {
        return segments.isEmpty() ? "" : "/" + String.join("/", segments);
    }
}
