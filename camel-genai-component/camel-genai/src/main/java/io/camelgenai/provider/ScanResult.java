package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The values that a {@link JsonScanner} found, one slot for each wanted path. Where an object has several fields of one
 * name, the last one counts, as in a tree. For use by one thread.
 */
final class ScanResult implements ExtractedValues {

    /** Marks an object or an array with something in it. It is distinguished from an empty text of the document by identity. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static final String CONTAINER = new String("");

    private static final int NOWHERE = -1;

    private final JsonPath[] paths;
    private final boolean[] repeated;
    private final @Nullable String[] first;
    private final int[] offsets;
    private @Nullable String @Nullable [] joined;
    private final int[] scalars;
    private List<Integer> keys = List.of();
    private int end = NOWHERE;

    ScanResult(JsonPath[] paths, boolean[] repeated) {
        this.paths = paths;
        this.repeated = repeated;
        this.first = new String[paths.length];
        this.offsets = new int[paths.length];
        this.scalars = new int[paths.length];
        Arrays.fill(offsets, NOWHERE);
    }

    private ScanResult(ScanResult from) {
        paths = from.paths;
        repeated = from.repeated;
        first = from.first.clone();
        offsets = from.offsets;
        joined = from.joined == null ? null : from.joined.clone();
        scalars = from.scalars;
        keys = from.keys;
        end = from.end;
    }

    void addContainer(int[] slots) {
        for (int slot : slots) {
            if (first[slot] == null) {
                first[slot] = CONTAINER;
            }
        }
    }

    void addScalar(int[] slots, JsonParser parser) throws IOException {
        String text = parser.getText();
        int offset = (int) parser.currentTokenLocation().getByteOffset();
        for (int slot : slots) {
            if (repeated[slot]) {
                join(slot, text);
            } else {
                first[slot] = text;
            }
            offsets[slot] = offset;
            scalars[slot]++;
        }
    }

    /** What these slots contain, so that it can be {@linkplain Mark#restore restored}. */
    Mark mark(int[] slots) {
        return new Mark(slots);
    }

    /** The slots at a time. */
    final class Mark {

        private final int[] slots;
        private final @Nullable String[] firstBefore;
        private final @Nullable String[] joinedBefore;
        private final int[] offsetsBefore;
        private final int[] scalarsBefore;

        Mark(int[] slots) {
            this.slots = slots;
            firstBefore = new String[slots.length];
            joinedBefore = new String[slots.length];
            offsetsBefore = new int[slots.length];
            scalarsBefore = new int[slots.length];
            for (int i = 0; i < slots.length; i++) {
                firstBefore[i] = first[slots[i]];
                joinedBefore[i] = joined == null ? null : joined[slots[i]];
                offsetsBefore[i] = offsets[slots[i]];
                scalarsBefore[i] = scalars[slots[i]];
            }
        }

        void restore() {
            for (int i = 0; i < slots.length; i++) {
                first[slots[i]] = firstBefore[i];
                offsets[slots[i]] = offsetsBefore[i];
                scalars[slots[i]] = scalarsBefore[i];
                if (joined != null) {
                    joined[slots[i]] = joinedBefore[i];
                }
            }
        }
    }

    /** Forgets the value of this slot, and returns what {@link #takeKey} finds in it then. */
    void expectKey(int slot) {
        first[slot] = null;
        offsets[slot] = NOWHERE;
    }

    /** The value by which an element is selected, or null. A frame in which it differs is another one. */
    @Nullable
    String takeKey(int slot) {
        if (offsets[slot] != NOWHERE) {
            keys = new ArrayList<>(keys);
            keys.add(offsets[slot]);
        }
        return first[slot];
    }

    /** Whether an element is selected by the scalar at this offset. */
    boolean isKey(int offset) {
        return keys.contains(offset);
    }

    /** @param offset where something follows the document */
    void endsAt(int offset) {
        end = offset;
    }

    /** Where something follows the document that was scanned, or -1. */
    int end() {
        return end;
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

    @Override
    public boolean has(JsonPath path) {
        return first[slot(path)] != null;
    }

    @Override
    public @Nullable String text(JsonPath path) {
        String text = first[slot(path)];
        return text == CONTAINER ? null : text;
    }

    @Override
    public @Nullable String joinedText(JsonPath path) {
        return joined != null && path.hasWildcard() ? joined[slot(path)] : text(path);
    }

    /** How many scalars were added: one for each slot, unless a path has several. */
    int scalars() {
        return Arrays.stream(scalars).sum();
    }

    /** The slots of the last scalar that was added at this byte offset. */
    int[] slotsAt(int offset) {
        return IntStream.range(0, offsets.length)
                .filter(slot -> offsets[slot] == offset)
                .toArray();
    }

    /** Whether these slots belong to some of these paths, not to a copy of one, and contain this very text. */
    boolean isOnly(int[] slots, List<JsonPath> of, @Nullable String text) {
        return slots.length > 0
                && Arrays.stream(slots)
                        .allMatch(slot -> first[slot] == text && of.stream().anyMatch(path -> path == paths[slot]));
    }

    /** The same values, but for another scalar in these slots. Each of them must have one scalar. */
    ScanResult with(int[] slots, String scalar) {
        if (slots.length == 0) {
            return this;
        }
        ScanResult other = new ScanResult(this);
        for (int slot : slots) {
            other.first[slot] = scalar;
            if (other.joined != null && repeated[slot]) {
                other.joined[slot] = scalar;
            }
        }
        return other;
    }

    private int slot(JsonPath path) {
        for (int slot = 0; slot < paths.length; slot++) {
            if (paths[slot] == path) {
                return slot;
            }
        }
        throw new IllegalArgumentException(path + " is not among the scanned paths");
    }
}
