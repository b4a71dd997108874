package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values at certain paths of a JSON text in one pass, without building a tree. Everything else is skipped. Safe
 * for use by several threads.
 */
final class JsonScanner {

    private final JsonPath[] paths;
    private final boolean[] repeated;
    private final Node root;

    /** @param wanted the paths; a {@link ScanResult} finds its values by the identity of these objects */
    JsonScanner(List<JsonPath> wanted) {
        paths = wanted.toArray(JsonPath[]::new);
        repeated = new boolean[paths.length];
        for (int slot = 0; slot < paths.length; slot++) {
            repeated[slot] = paths[slot].hasWildcard();
        }
        root = new Node(IntStream.range(0, paths.length)
                .mapToObj(slot -> new RemainingPath(slot, paths[slot].segments()))
                .toList());
    }

    /**
     * Reads the wanted values; none where the text is empty.
     *
     * @param json in UTF-8
     * @throws JsonProcessingException when the text is not JSON, or exceeds the limits of {@link JsonText}
     */
    ScanResult scan(byte[] json) throws JsonProcessingException {
        ScanResult result = new ScanResult(paths, repeated);
        try (JsonParser parser = JsonText.parser(json)) {
            if (parser.nextToken() != null) {
                read(parser, root, result);
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory could not be read", e);
        }
        return result;
    }

    private static void read(JsonParser parser, Node node, ScanResult result) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                result.addContainer(node.slots);
                parser.nextToken();
                readOrSkip(parser, node.child(name), result);
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                result.addContainer(node.slots);
                readOrSkip(parser, node.child(index), result);
            }
        } else if (token != JsonToken.VALUE_NULL && node.slots.length > 0) {
            result.addScalar(node.slots, parser);
        }
    }

    private static void readOrSkip(JsonParser parser, @Nullable Node node, ScanResult result) throws IOException {
        if (node == null) {
            parser.skipChildren();
        } else {
            read(parser, node, result);
        }
    }

    /**
     * The segments of a path below a node.
     *
     * @param slot the index of the path
     * @param segments the segments
     */
    private record RemainingPath(int slot, List<String> segments) {

        boolean endsHere() {
            return segments.isEmpty();
        }

        boolean leadsThrough(String segment) {
            return !endsHere()
                    && (segments.get(0).equals(segment) || segments.get(0).equals(JsonPath.WILDCARD));
        }

        RemainingPath below() {
            return new RemainingPath(slot, segments.subList(1, segments.size()));
        }
    }

    /** A node in the tree of the wanted paths. */
    private static final class Node {

        /** The children of an array's first elements are found without a lookup by text. */
        private static final int INDEXED_ELEMENTS = 4;

        /** The paths that end here. */
        private final int[] slots;

        private final Map<String, Node> children = new HashMap<>();
        private final @Nullable Node wildcard;
        private final @Nullable Node[] elements;

        Node(List<RemainingPath> remaining) {
            slots = remaining.stream()
                    .filter(RemainingPath::endsHere)
                    .mapToInt(RemainingPath::slot)
                    .toArray();
            for (RemainingPath path : remaining) {
                if (!path.endsHere()) {
                    children.computeIfAbsent(path.segments().get(0), segment -> below(remaining, segment));
                }
            }
            wildcard = children.get(JsonPath.WILDCARD);
            elements = new Node[children.isEmpty() ? 0 : INDEXED_ELEMENTS];
            for (int index = 0; index < elements.length; index++) {
                elements[index] = child(Integer.toString(index));
            }
        }

        private static Node below(List<RemainingPath> remaining, String segment) {
            return new Node(remaining.stream()
                    .filter(path -> path.leadsThrough(segment))
                    .map(RemainingPath::below)
                    .toList());
        }

        @Nullable
        Node child(int index) {
            return index < elements.length ? elements[index] : child(Integer.toString(index));
        }

        @Nullable
        Node child(String segment) {
            Node child = children.get(segment);
            return child == null ? wildcard : child;
        }
    }
}
