package io.camelgenai.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelgenai.provider.StreamMapping.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A frame that was parsed, and where in its bytes its text stands. A frame with the same bytes before and after its text, and
 * one whole JSON string between, is the same JSON but for that text: whoever parsed it would find the same.
 */
final class FrameTemplate {

    private static final int FIRST_THAT_NEEDS_NO_ESCAPE = 0x20;

    private final String event;
    private final byte[] bytes;
    private final int textFrom;
    private final int textTo;
    private final Frame frame;

    private FrameTemplate(String event, byte[] bytes, int textFrom, int textTo, Frame frame) {
        this.event = event;
        this.bytes = bytes;
        this.textFrom = textFrom;
        this.textTo = textTo;
        this.frame = frame;
    }

    /**
     * @param quote the place of the quote with which the text begins
     * @return the frame as a model for others, or null where its text is no string, or is written with escapes
     */
    static @Nullable FrameTemplate of(String event, byte[] bytes, Frame frame, int quote) {
        byte[] text = String.valueOf(frame.text()).getBytes(UTF_8);
        int from = quote + 1;
        int to = from + text.length;
        boolean verbatim = quote >= 0
                && to < bytes.length
                && bytes[quote] == '"'
                && bytes[to] == '"'
                && Arrays.equals(bytes, from, to, text, 0, text.length)
                && isVerbatim(text, 0, text.length);
        return verbatim ? new FrameTemplate(event, bytes, from, to, frame) : null;
    }

    /** What this frame says, or null when it differs in more than its text. */
    @Nullable
    Frame read(String otherEvent, byte[] other) {
        int otherTo = textTo + other.length - bytes.length;
        boolean alike = otherTo >= textFrom
                && event.equals(otherEvent)
                && Arrays.equals(bytes, 0, textFrom, other, 0, textFrom)
                && Arrays.equals(bytes, textTo, bytes.length, other, otherTo, other.length);
        String text = alike ? text(other, otherTo) : null;
        return text == null ? null : frame.with(text);
    }

    private @Nullable String text(byte[] other, int to) {
        return isVerbatim(other, textFrom, to)
                ? new String(other, textFrom, to - textFrom, UTF_8)
                : JsonText.string(other, textFrom - 1, to + 1);
    }

    /** Whether these bytes of a JSON string stand for themselves. */
    private static boolean isVerbatim(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < FIRST_THAT_NEEDS_NO_ESCAPE)) {
                return false;
            }
        }
        return true;
    }
}
