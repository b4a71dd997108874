package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a file of the caller is written in the body of a create: a JSON Pointer whose last segment may be {@code -}, the element after the
 * last one of a list (RFC 6901, section 4), and in which a segment {@code [last]} is the last element that a list has.
 *
 * @param segments the segments, unescaped
 */
public record InputPath(List<String> segments) {

    private static final String APPENDED = "-";
    private static final String LAST = "[last]";

    public InputPath {
        segments = List.copyOf(segments);
    }

    static InputPath read(DescriptorValue value) {
        String text = value.bodyText();
        List<String> segments = Arrays.stream(text.substring(1).split("/", -1))
                .map(each -> each.replace("~1", "/").replace("~0", "~"))
                .toList();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean isAppended = segment.equals(APPENDED) && i < segments.size() - 1;
            boolean isSelection = segment.startsWith("[") && !segment.equals(LAST);
            if (segment.isEmpty() || segment.equals(JsonPath.WILDCARD) || isAppended || isSelection) {
                throw value.problem("'" + segment + "' is no place to write to: use names, [last], and '-' at the end");
            }
        }
        return new InputPath(segments);
    }

    /** Whether it takes one file after the other. */
    boolean appends() {
        return segments.get(segments.size() - 1).equals(APPENDED);
    }

    /** The value at this path, or null. */
    @Nullable
    JsonNode in(ObjectNode body) {
        JsonNode node = body;
        for (String segment : segments) {
            node = child(node, segment);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /**
     * Writes a value, and creates the objects and lists above it.
     *
     * @throws IllegalArgumentException when something else is there already
     */
    void put(ObjectNode body, JsonNode value) {
        JsonNode parent = body;
        for (int i = 0; i < segments.size() - 1; i++) {
            JsonNode child = child(parent, segments.get(i));
            if (child == null) {
                child = segments.get(i + 1).equals(APPENDED)
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
        if (segment.equals(APPENDED) && parent instanceof ArrayNode list) {
            list.add(value);
        } else if (segment.equals(LAST) && parent instanceof ArrayNode list && !list.isEmpty()) {
            list.set(list.size() - 1, value);
        } else if (parent instanceof ObjectNode object
                && !segment.equals(APPENDED)
                && !segment.equals(LAST)
                && !object.hasNonNull(segment)) {
            object.set(segment, value);
        } else {
            throw new IllegalArgumentException(
                    "The request has something else at " + this + ", where a file would go: remove one of them");
        }
    }

    /** Replaces the value at this path. */
    void replace(ObjectNode body, JsonNode value) {
        JsonNode parent = body;
        for (String segment : segments.subList(0, segments.size() - 1)) {
            parent = Objects.requireNonNull(child(parent, segment));
        }
        String segment = segments.get(segments.size() - 1);
        if (parent instanceof ObjectNode object) {
            object.set(segment, value);
        } else {
            set(parent, segments.size() - 1, value);
        }
    }

    private static @Nullable JsonNode child(JsonNode parent, String segment) {
        JsonNode child =
                segment.equals(LAST) ? parent.isArray() ? parent.get(parent.size() - 1) : null : parent.get(segment);
        return child == null || child.isNull() ? null : child;
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
