package io.camelgenai.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes UTF-8 as the Encoding Standard says, which event streams are read by. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';
    private static final byte BEFORE_SURROGATE = (byte) 0xED;
    private static final byte NEVER_VALID = (byte) 0xFF;

    private Utf8() {}

    /** The text of these bytes, with U+FFFD for what is none. */
    static String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : withSurrogatesReplaced(bytes, from, to, text);
    }

    /**
     * Java takes the three bytes of a surrogate for one mistake. The standard gives up on the second byte, and so sees a
     * mistake in each: as if the first were a byte that begins nothing.
     */
    private static String withSurrogatesReplaced(byte[] bytes, int from, int to, String text) {
        byte[] changed = null;
        for (int i = from; i < to - 1; i++) {
            if (bytes[i] == BEFORE_SURROGATE && (bytes[i + 1] & 0xE0) == 0xA0) {
                changed = changed == null ? Arrays.copyOfRange(bytes, from, to) : changed;
                changed[i - from] = NEVER_VALID;
            }
        }
        return changed == null ? text : new String(changed, StandardCharsets.UTF_8);
    }
}
