package io.camelgenai.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelgenai.provider.StreamMapping.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A parsed frame and the position of its text in its bytes. A frame with the same bytes before and after its text, and with
 * one whole JSON string in between, is the same JSON except for that text: parsing it would give the same result.
 */
final class FrameTemplate {

    private static final int FIRST_UNESCAPED_CHARACTER = 0x20;

    private final String event;
    private final byte[] bytes;
    private final int textStart;
    private final int textEnd;
    private final Frame frame;

    private FrameTemplate(String event, byte[] bytes, int textStart, int textEnd, Frame frame) {
        this.event = event;
        this.bytes = bytes;
        this.textStart = textStart;
        this.textEnd = textEnd;
        this.frame = frame;
    }

    /**
     * The template that this frame makes, or null where its text is not a string or contains escapes.
     *
     * @param quote the index of the quote with which the text begins
     */
    static @Nullable FrameTemplate of(String event, byte[] bytes, Frame frame, int quote) {
        byte[] text = String.valueOf(frame.text()).getBytes(UTF_8);
        int start = quote + 1;
        int end = start + text.length;
        boolean verbatim = quote >= 0
                && end < bytes.length
                && bytes[quote] == '"'
                && bytes[end] == '"'
                && Arrays.equals(bytes, start, end, text, 0, text.length)
                && isVerbatim(text, 0, text.length);
        return verbatim ? new FrameTemplate(event, bytes, start, end, frame) : null;
    }

    /** Reads another frame, or returns null when it differs in more than its text. */
    @Nullable
    Frame read(String otherEvent, byte[] other) {
        int otherEnd = textEnd + other.length - bytes.length;
        boolean alike = otherEnd >= textStart
                && event.equals(otherEvent)
                && Arrays.equals(bytes, 0, textStart, other, 0, textStart)
                && Arrays.equals(bytes, textEnd, bytes.length, other, otherEnd, other.length);
        String text = alike ? text(other, otherEnd) : null;
        return text == null ? null : frame.with(text);
    }

    private @Nullable String text(byte[] other, int end) {
        return isVerbatim(other, textStart, end)
                ? new String(other, textStart, end - textStart, UTF_8)
                : JsonText.string(other, textStart - 1, end + 1);
    }

    /** Whether these bytes of a JSON string contain no escape and no quote. */
    private static boolean isVerbatim(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < FIRST_UNESCAPED_CHARACTER)) {
                return false;
            }
        }
        return true;
    }
}
