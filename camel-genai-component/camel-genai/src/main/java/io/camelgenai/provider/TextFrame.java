package io.camelgenai.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelgenai.provider.StreamLayout.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A frame that was parsed, and where in its bytes its text stands. A frame with the same bytes before and after its text, and
 * a text that ends where the string ends, is the same JSON but for that text: whoever parsed it would find the same.
 */
final class TextFrame {

    private static final int FIRST_THAT_NEEDS_NO_ESCAPE = 0x20;

    private final String event;
    private final byte[] bytes;
    private final int textFrom;
    private final int textTo;
    private final Frame frame;

    private TextFrame(String event, byte[] bytes, int textFrom, int textTo, Frame frame) {
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
    static @Nullable TextFrame of(String event, byte[] bytes, Frame frame, int quote) {
        byte[] text = String.valueOf(frame.text()).getBytes(UTF_8);
        int from = quote + 1;
        int to = from + text.length;
        boolean verbatim = quote >= 0
                && to < bytes.length
                && bytes[quote] == '"'
                && bytes[to] == '"'
                && Arrays.equals(bytes, from, to, text, 0, text.length)
                && isVerbatim(text, 0, text.length);
        return verbatim ? new TextFrame(event, bytes, from, to, frame) : null;
    }

    /** What this frame says, or null when it differs in more than its text. */
    @Nullable
    Frame read(String otherEvent, byte[] other) {
        int otherTo = textTo + other.length - bytes.length;
        boolean alike = otherTo >= textFrom
                && event.equals(otherEvent)
                && Arrays.equals(bytes, 0, textFrom, other, 0, textFrom)
                && Arrays.equals(bytes, textTo, bytes.length, other, otherTo, other.length)
                && isVerbatim(other, textFrom, otherTo);
        return alike ? frame.with(new String(other, textFrom, otherTo - textFrom, UTF_8)) : null;
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
