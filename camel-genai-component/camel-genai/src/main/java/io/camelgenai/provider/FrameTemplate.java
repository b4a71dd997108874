package io.camelgenai.provider;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A parsed frame, with the positions of its texts and numbers. A frame with the same bytes around them, and with a whole text in
 * place of each text and a whole number in place of each number, is the same JSON except for these: parsing it would find the
 * values at the same paths.
 */
final class FrameTemplate {

    private final byte[] bytes;
    private final ScanResult values;

    /** Where each text or number begins and ends, quotes included. */
    private final int[] starts;

    private final int[] ends;

    /** The slots of {@link #values} that each of them fills. */
    private final int[][] slots;

    private FrameTemplate(byte[] bytes, ScanResult values, int[] starts) {
        this.bytes = bytes;
        this.values = values;
        this.starts = starts;
        this.ends =
                Arrays.stream(starts).map(start -> JsonScalar.end(bytes, start)).toArray();
        this.slots = Arrays.stream(starts).mapToObj(values::slotsAt).toArray(int[][]::new);
    }

    /**
     * The template that a frame makes, or null where a wanted value is neither a text nor a number, or one of several for its
     * path.
     *
     * @param bytes the frame, which is valid JSON
     * @param values the values that were found in it
     */
    static @Nullable FrameTemplate of(byte[] bytes, ScanResult values) {
        FrameTemplate template = new FrameTemplate(bytes, values, starts(bytes));
        int replaceable =
                Arrays.stream(template.slots).mapToInt(slots -> slots.length).sum();
        return replaceable == values.scalars() ? template : null;
    }

    /** Where the texts and numbers begin, except for names of fields. */
    private static int[] starts(byte[] json) {
        IntStream.Builder starts = IntStream.builder();
        int at = 0;
        while (at < json.length) {
            int end = JsonScalar.end(json, at);
            if (end >= 0 && !isFieldName(json, end)) {
                starts.add(at);
            }
            at = Math.max(at + 1, end);
        }
        return starts.build().toArray();
    }

    private static boolean isFieldName(byte[] json, int end) {
        int next = end;
        while (next < json.length && json[next] <= ' ') {
            next++;
        }
        return next < json.length && json[next] == ':';
    }

    /** Reads another frame, or returns null where it differs in more than its texts and numbers. */
    @Nullable
    ScanResult read(byte[] other) {
        ScanResult found = values;
        int at = 0;
        int otherAt = 0;
        for (int scalar = 0; ; scalar++) {
            int same = Arrays.mismatch(bytes, at, bytes.length, other, otherAt, other.length);
            if (same < 0) {
                return found;
            }
            // A number may differ at its end, where it has further digits.
            while (scalar < ends.length && ends[scalar] < at + same) {
                scalar++;
            }
            if (scalar == starts.length || starts[scalar] > at + same) {
                return null;
            }
            int start = otherAt + starts[scalar] - at;
            int end = JsonScalar.end(other, start);
            boolean alike = end >= 0 && (other[start] == '"') == (bytes[starts[scalar]] == '"');
            String value = alike ? JsonScalar.value(other, start, end) : null;
            if (value == null) {
                return null;
            }
            found = found.with(slots[scalar], value);
            at = ends[scalar];
            otherAt = end;
        }
    }
}
