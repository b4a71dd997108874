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
 * Finds certain facts of a JSON text in one pass, without making a tree of it. What nobody asks for is read over. Safe for
 * use by several threads.
 */
final class JsonScanner {

    private final JsonPath[] paths;
    private final boolean[] repeated;
    private final Step root;

    /** @param wanted the places of the facts; what was found there is told for these very objects */
    JsonScanner(List<JsonPath> wanted) {
        paths = wanted.toArray(JsonPath[]::new);
        repeated = new boolean[paths.length];
        for (int slot = 0; slot < paths.length; slot++) {
            repeated[slot] = paths[slot].hasWildcard();
        }
        root = new Step(IntStream.range(0, paths.length)
                .mapToObj(slot -> new RemainingPath(slot, paths[slot].segments()))
                .toList());
    }

    /**
     * What this text says at the places that were asked for; nothing where the text is empty.
     *
     * @param json in UTF-8
     * @param locate whether it will be asked where a text stands
     * @throws JsonProcessingException when the text is not JSON, or beyond what is read
     */
    ScanResult of(byte[] json, boolean locate) throws JsonProcessingException {
        ScanResult found = new ScanResult(paths, repeated, locate);
        try (JsonParser parser = JsonText.parser(json)) {
            if (parser.nextToken() != null) {
                read(parser, root, found);
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory could not be read", e);
        }
        return found;
    }

    private static void read(JsonParser parser, Step step, ScanResult found) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            found.container(step.slots);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                readOrSkip(parser, step.next(name), found);
            }
        } else if (token == JsonToken.START_ARRAY) {
            found.container(step.slots);
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                readOrSkip(parser, step.next(index), found);
            }
        } else if (token != JsonToken.VALUE_NULL && step.slots.length > 0) {
            found.scalar(step.slots, parser);
        }
    }

    private static void readOrSkip(JsonParser parser, @Nullable Step step, ScanResult found) throws IOException {
        if (step == null) {
            parser.skipChildren();
        } else {
            read(parser, step, found);
        }
    }

    /**
     * What is left of the way to a place.
     *
     * @param slot the number of the place
     * @param segments what is left
     */
    private record RemainingPath(int slot, List<String> segments) {

        boolean isThere() {
            return segments.isEmpty();
        }

        boolean leadsThrough(String segment) {
            return !isThere()
                    && (segments.get(0).equals(segment) || segments.get(0).equals(JsonPath.WILDCARD));
        }

        RemainingPath after() {
            return new RemainingPath(slot, segments.subList(1, segments.size()));
        }
    }

    /** A point where ways end or part. */
    private static final class Step {

        /** An array is mostly asked for its first elements. */
        private static final int FIRST_ELEMENTS = 4;

        private final int[] slots;
        private final Map<String, Step> named = new HashMap<>();
        private final @Nullable Step other;
        private final @Nullable Step[] elements;

        Step(List<RemainingPath> ways) {
            slots = ways.stream()
                    .filter(RemainingPath::isThere)
                    .mapToInt(RemainingPath::slot)
                    .toArray();
            for (RemainingPath way : ways) {
                if (!way.isThere()) {
                    named.computeIfAbsent(way.segments().get(0), segment -> through(ways, segment));
                }
            }
            other = named.get(JsonPath.WILDCARD);
            elements = new Step[named.isEmpty() ? 0 : FIRST_ELEMENTS];
            for (int index = 0; index < elements.length; index++) {
                elements[index] = next(Integer.toString(index));
            }
        }

        private static Step through(List<RemainingPath> ways, String segment) {
            return new Step(ways.stream()
                    .filter(way -> way.leadsThrough(segment))
                    .map(RemainingPath::after)
                    .toList());
        }

        @Nullable
        Step next(int index) {
            return index < elements.length ? elements[index] : next(Integer.toString(index));
        }

        @Nullable
        Step next(String segment) {
            Step step = named.get(segment);
            return step == null ? other : step;
        }
    }

    /** What was found, by slot. As in a tree, the last one of several fields with one name counts. */
    static final class ScanResult implements ExtractedValues {

        /** Stands for what is there and is no scalar. Told from a text of the document by identity. */
        @SuppressWarnings("StringOperationCanBeSimplified")
        private static final String CONTAINER = new String("");

        private final JsonPath[] paths;
        private final boolean[] many;
        private final @Nullable String[] first;
        private final int @Nullable [] offsets;
        private @Nullable String @Nullable [] joined;

        private ScanResult(JsonPath[] places, boolean[] many, boolean locate) {
            this.paths = places;
            this.many = many;
            this.first = new String[places.length];
            this.offsets = locate ? new int[places.length] : null;
        }

        private void container(int[] slots) {
            for (int slot : slots) {
                if (first[slot] == null) {
                    first[slot] = CONTAINER;
                }
            }
        }

        private void scalar(int[] slots, JsonParser parser) throws IOException {
            String text = parser.getText();
            for (int slot : slots) {
                if (many[slot]) {
                    join(slot, text);
                } else {
                    first[slot] = text;
                }
                if (offsets != null) {
                    offsets[slot] = (int) parser.currentTokenLocation().getByteOffset();
                }
            }
        }

        private void join(int slot, String text) {
            if (joined == null) {
                joined = new String[paths.length];
            }
            String before = joined[slot];
            joined[slot] = before == null ? text : before + text;
            if (before == null) {
                first[slot] = text;
            }
        }

        private int slot(JsonPath place) {
            for (int slot = 0; slot < paths.length; slot++) {
                if (paths[slot] == place) {
                    return slot;
                }
            }
            throw new IllegalArgumentException(place + " was not asked for");
        }

        @Override
        public boolean has(JsonPath place) {
            return first[slot(place)] != null;
        }

        @Override
        public @Nullable String text(JsonPath place) {
            String text = first[slot(place)];
            return text == CONTAINER ? null : text;
        }

        @Override
        public @Nullable String joinedText(JsonPath place) {
            return joined != null && place.hasWildcard() ? joined[slot(place)] : text(place);
        }

        /** The byte with which the scalar at this place begins. To be asked where a scalar is, and was to be located. */
        int offset(JsonPath place) {
            return offsets == null ? -1 : offsets[slot(place)];
        }
    }
}
