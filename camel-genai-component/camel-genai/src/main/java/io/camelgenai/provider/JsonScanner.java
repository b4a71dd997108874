package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.camelgenai.provider.JsonPath.Selector;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        paths = Stream.concat(
                        wanted.stream(),
                        wanted.stream().flatMap(JsonScanner::keys).distinct())
                .toArray(JsonPath[]::new);
        repeated = new boolean[paths.length];
        for (int slot = 0; slot < paths.length; slot++) {
            repeated[slot] = paths[slot].hasWildcard();
        }
        root = new Node(IntStream.range(0, paths.length)
                .mapToObj(slot -> new RemainingPath(slot, paths[slot].segments()))
                .toList());
    }

    /** The paths of the fields by which a path selects elements. */
    private static Stream<JsonPath> keys(JsonPath path) {
        return IntStream.range(0, path.segments().size())
                .filter(i -> Selector.in(path.segments().get(i)) != null)
                .mapToObj(i -> new JsonPath(path.segments().subList(0, i + 1))
                        .child(Objects.requireNonNull(
                                        Selector.in(path.segments().get(i)))
                                .field()));
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
                markEnd(parser, json, result);
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory could not be read", e);
        }
        return result;
    }

    /** What follows the document is another one, or no JSON. It is left to the reader. */
    private static void markEnd(JsonParser parser, byte[] json, ScanResult result) throws IOException {
        JsonToken last = parser.currentToken();
        int end = (int) parser.currentLocation().getByteOffset();
        if (last == JsonToken.END_OBJECT || last == JsonToken.END_ARRAY) {
            while (end < json.length && json[end] <= ' ' && json[end] >= 0) {
                end++;
            }
            if (end < json.length) {
                result.endsAt(end);
            }
        } else if (parser.nextToken() != null) {
            result.endsAt((int) parser.currentTokenLocation().getByteOffset());
        }
    }

    private static void read(JsonParser parser, Node node, ScanResult result) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                result.addContainer(node.slots);
                parser.nextToken();
                readOrSkip(parser, node.child(name), result);
            }
        } else if (token == JsonToken.START_ARRAY && node.selections.length > 0) {
            readSelected(parser, node, result);
        } else if (token == JsonToken.START_ARRAY) {
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                result.addContainer(node.slots);
                readOrSkip(parser, node.child(index), result);
            }
        } else if (token != JsonToken.VALUE_NULL && node.slots.length > 0) {
            result.addScalar(node.slots, parser);
        }
    }

    /** An element shows only at its end whether it is selected: otherwise its values are forgotten. */
    private static void readSelected(JsonParser parser, Node node, ScanResult result) throws IOException {
        boolean[] found = new boolean[node.selections.length];
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            result.addContainer(node.slots);
            ScanResult.Mark[] marks = new ScanResult.Mark[found.length];
            for (int i = 0; i < found.length; i++) {
                marks[i] = result.mark(node.selections[i].slots);
                result.expectKey(node.selections[i].key);
            }
            readOrSkip(parser, node.child(index), result);
            for (int i = 0; i < found.length; i++) {
                Selection selection = node.selections[i];
                String key = result.takeKey(selection.key);
                if (found[i] || !selection.selector.selects(key, index)) {
                    marks[i].restore();
                } else {
                    found[i] = true;
                }
            }
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

        boolean leadsThroughElement(String segment) {
            return leadsThrough(segment) || selector() != null;
        }

        @Nullable
        Selector selector() {
            return endsHere() ? null : Selector.in(segments.get(0));
        }

        RemainingPath below() {
            return new RemainingPath(slot, segments.subList(1, segments.size()));
        }
    }

    /**
     * How an element of an array is selected.
     *
     * @param key the slot of the field by which it is selected
     * @param slots the slots of the values in the element
     */
    private record Selection(Selector selector, int key, int[] slots) {

        static Selection of(Selector selector, List<RemainingPath> remaining) {
            List<RemainingPath> through = remaining.stream()
                    .filter(path -> selector.equals(path.selector()))
                    .toList();
            int key = through.stream()
                    .filter(path -> path.segments().size() == 2
                            && path.segments().get(1).equals(selector.field()))
                    .mapToInt(RemainingPath::slot)
                    .max()
                    .orElseThrow();
            return new Selection(
                    selector,
                    key,
                    through.stream().mapToInt(RemainingPath::slot).toArray());
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
        private final @Nullable Node otherElements;
        private final Selection[] selections;

        Node(List<RemainingPath> remaining) {
            slots = remaining.stream()
                    .filter(RemainingPath::endsHere)
                    .mapToInt(RemainingPath::slot)
                    .toArray();
            for (RemainingPath path : remaining) {
                if (!path.endsHere() && path.selector() == null) {
                    children.computeIfAbsent(path.segments().get(0), segment -> below(remaining, segment));
                }
            }
            wildcard = children.get(JsonPath.WILDCARD);
            selections = remaining.stream()
                    .map(RemainingPath::selector)
                    .filter(Objects::nonNull)
                    .distinct()
                    .map(selector -> Selection.of(selector, remaining))
                    .toArray(Selection[]::new);
            boolean isSelected = selections.length > 0;
            otherElements = isSelected ? element(remaining, JsonPath.WILDCARD) : null;
            elements = new Node[children.isEmpty() && !isSelected ? 0 : INDEXED_ELEMENTS];
            for (int index = 0; index < elements.length; index++) {
                String segment = Integer.toString(index);
                elements[index] = isSelected ? element(remaining, segment) : child(segment);
            }
        }

        private static Node below(List<RemainingPath> remaining, String segment) {
            return new Node(remaining.stream()
                    .filter(path -> path.leadsThrough(segment))
                    .map(RemainingPath::below)
                    .toList());
        }

        private static Node element(List<RemainingPath> remaining, String segment) {
            return new Node(remaining.stream()
                    .filter(path -> path.leadsThroughElement(segment))
                    .map(RemainingPath::below)
                    .toList());
        }

        @Nullable
        Node child(int index) {
            if (index < elements.length) {
                return elements[index];
            }
            return otherElements == null ? child(Integer.toString(index)) : otherElements;
        }

        @Nullable
        Node child(String segment) {
            Node child = children.get(segment);
            return child == null ? wildcard : child;
        }
    }
}
