package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationEventType;
import java.nio.charset.StandardCharsets;
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

    /** Whether frames of this kind may contain a document, which is not among the values. */
    private final boolean mayHaveDocument;

    /** Whether it stands at the top, and is read by nobody. */
    private final boolean[] marginal;

    /** Whether nothing but the piece of text, and what stands at the top, may be new in a frame like this one. */
    private final boolean plain;

    private boolean onlyTextIsNew;

    /** Whether another value in its place makes another frame. */
    private final boolean[] fixed;

    /** The index of the text that is the frame's piece of text and nothing else, or none. */
    private final int piece;

    private FrameTemplate(
            StreamMapping mapping, String event, Frame frame, byte[] bytes, ScanResult values, int[] from) {
        this.mapping = mapping;
        this.event = event;
        this.frame = frame;
        this.bytes = bytes;
        this.values = values;
        this.mayHaveDocument = mapping.mayHaveDocument(frame);
        this.from = from;
        this.to = Arrays.stream(from).map(start -> JsonScalar.end(bytes, start)).toArray();
        this.slots = Arrays.stream(from).mapToObj(values::slotsAt).toArray(int[][]::new);
        this.fixed = new boolean[from.length];
        for (int scalar = 0; scalar < from.length; scalar++) {
            fixed[scalar] = values.isKey(from[scalar]);
        }
        this.piece = IntStream.range(0, from.length)
                .filter(scalar -> values.isOnly(slots[scalar], mapping.textPaths(frame), frame.text()))
                .findAny()
                .orElse(NONE);
        this.marginal = new boolean[from.length];
        int[] depths = depths();
        boolean onlyNames = piece != NONE;
        for (int scalar = 0; scalar < from.length; scalar++) {
            boolean isAtTop = depths[scalar] == 1;
            marginal[scalar] = isAtTop && slots[scalar].length == 0;
            onlyNames &= scalar == piece || isAtTop || isName(scalar);
        }
        this.plain = onlyNames;
    }

    /** A text that only names something, or is empty, adds nothing to the same one before. */
    private boolean isName(int scalar) {
        boolean isEmpty = bytes[from[scalar]] != '"' || bytes[from[scalar] + 1] == '"';
        return isEmpty || FrameAssembler.NAMES.contains(nameOf(scalar));
    }

    /** The name of the field with this text, or an empty text where it is not found. */
    private String nameOf(int scalar) {
        int end = from[scalar];
        while (end > 0 && (bytes[end - 1] <= ' ' || bytes[end - 1] == ':')) {
            end--;
        }
        int start = end - 1;
        while (start > 0 && bytes[start - 1] != '"') {
            start--;
        }
        return start > 0 && bytes[end - 1] == '"'
                ? new String(bytes, start, end - 1 - start, StandardCharsets.UTF_8)
                : "";
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

    /** In how many objects and arrays each text or number is. */
    private int[] depths() {
        int[] depths = new int[from.length];
        int depth = 0;
        int scalar = 0;
        int at = 0;
        while (at < bytes.length && scalar < from.length) {
            if (at == from[scalar]) {
                depths[scalar] = depth;
                at = to[scalar];
                scalar++;
            } else if (bytes[at] == '"') {
                at = JsonScalar.end(bytes, at);
            } else {
                depth += bytes[at] == '{' || bytes[at] == '[' ? 1 : bytes[at] == '}' || bytes[at] == ']' ? -1 : 0;
                at++;
            }
        }
        return depths;
    }

    /** Whether the last frame that was read contained nothing new but its piece of text. */
    boolean onlyTextIsNew() {
        return onlyTextIsNew;
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
        onlyTextIsNew = plain;
        int same = Arrays.mismatch(bytes, other);
        while (same >= 0) {
            // A number may differ at its end, where it has further digits.
            while (scalar < to.length && to[scalar] < at + same) {
                scalar++;
            }
            if (scalar == from.length || from[scalar] > at + same || fixed[scalar]) {
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
                onlyTextIsNew &= marginal[scalar];
            }
            at = to[scalar];
            otherAt = end;
            scalar++;
            same = Arrays.mismatch(bytes, at, bytes.length, other, otherAt, other.length);
        }
        // An empty piece makes way for another alternative, and makes a frame of another type.
        boolean isEmpty = text != null && (text.isEmpty() || frame.type() != GenerationEventType.TEXT);
        if (found == values && !isEmpty && !mayHaveDocument && otherEvent.equals(event)) {
            return text == null ? frame : frame.with(text);
        }
        return mapping.interpret(otherEvent, data, text == null ? found : found.with(slots[piece], text));
    }
}
