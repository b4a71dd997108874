package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.provider.StreamMapping.Frame;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A parsed frame, with the positions of its texts and numbers. A frame with the same bytes around them, and with a whole text in
 * place of each text and a whole number in place of each number, is the same JSON except for these: parsing it would find the
 * values at the same paths.
 */
final class FrameTemplate {

    private static final int NONE = -1;

    private final StreamMapping mapping;
    private final String event;
    private final Frame frame;
    private final byte[] bytes;
    private final ScanResult values;

    /** Where each text or number begins and ends, quotes included. */
    private final int[] from;

    private final int[] to;

    /** The slots of {@link #values} that each of them fills. */
    private final int[][] slots;

    /** The index of the text that is the frame's piece of text and nothing else, or none. */
    private final int piece;

    private FrameTemplate(
            StreamMapping mapping, String event, Frame frame, byte[] bytes, ScanResult values, int[] from) {
        this.mapping = mapping;
        this.event = event;
        this.frame = frame;
        this.bytes = bytes;
        this.values = values;
        this.from = from;
        this.to = Arrays.stream(from).map(start -> JsonScalar.end(bytes, start)).toArray();
        this.slots = Arrays.stream(from).mapToObj(values::slotsAt).toArray(int[][]::new);
        this.piece = IntStream.range(0, from.length)
                .filter(scalar -> values.isOnly(slots[scalar], mapping.textPaths(frame), frame.text()))
                .findAny()
                .orElse(NONE);
    }

    /**
     * The template that a frame makes, or null where a wanted value is neither a text nor a number, or one of several for its
     * path.
     *
     * @param mapping interprets the values of other frames
     * @param event the type in the event line
     * @param frame the mapping's interpretation
     * @param bytes the frame, which is valid JSON
     * @param values the values that were found in it
     */
    static @Nullable FrameTemplate of(
            StreamMapping mapping, String event, Frame frame, byte[] bytes, ScanResult values) {
        FrameTemplate template = new FrameTemplate(mapping, event, frame, bytes, values, scalarsIn(bytes));
        int replaceable =
                Arrays.stream(template.slots).mapToInt(slots -> slots.length).sum();
        return replaceable == values.scalars() ? template : null;
    }

    /** Where the texts and numbers begin, except for names of fields. */
    private static int[] scalarsIn(byte[] json) {
        IntStream.Builder scalars = IntStream.builder();
        int at = 0;
        while (at < json.length) {
            int end = JsonScalar.end(json, at);
            if (end >= 0 && !isFieldName(json, end)) {
                scalars.add(at);
            }
            at = Math.max(at + 1, end);
        }
        return scalars.build().toArray();
    }

    private static boolean isFieldName(byte[] json, int end) {
        int next = end;
        while (next < json.length && json[next] <= ' ') {
            next++;
        }
        return next < json.length && json[next] == ':';
    }

    /**
     * Reads another frame, or returns null where it differs in more than its texts and numbers.
     *
     * @param data the frame
     * @param other the same in UTF-8
     */
    @Nullable
    Frame read(String otherEvent, String data, byte[] other) throws JsonProcessingException {
        ScanResult found = values;
        String text = null;
        int at = 0;
        int otherAt = 0;
        int scalar = 0;
        int same = Arrays.mismatch(bytes, other);
        while (same >= 0) {
            // A number may differ at its end, where it has further digits.
            while (scalar < to.length && to[scalar] < at + same) {
                scalar++;
            }
            if (scalar == from.length || from[scalar] > at + same) {
                return null;
            }
            int start = otherAt + from[scalar] - at;
            int end = JsonScalar.end(other, start);
            boolean alike = end >= 0 && (other[start] == '"') == (bytes[from[scalar]] == '"');
            String value = alike ? JsonScalar.value(other, start, end) : null;
            if (value == null) {
                return null;
            }
            if (scalar == piece) {
                text = value;
            } else {
                found = found.with(slots[scalar], value);
            }
            at = to[scalar];
            otherAt = end;
            scalar++;
            same = Arrays.mismatch(bytes, at, bytes.length, other, otherAt, other.length);
        }
        // An empty piece makes way for another alternative.
        boolean isEmpty = text != null && text.isEmpty();
        if (found == values && !isEmpty && frame.document() == null && otherEvent.equals(event)) {
            return text == null ? frame : frame.with(text);
        }
        return mapping.interpret(otherEvent, data, text == null ? found : found.with(slots[piece], text));
    }
}
