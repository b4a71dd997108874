package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** Makes a provider's text fit for a log: short and on one line, so that it cannot forge log lines. */
public final class Printable {

    private static final int MAX_CHARS = 500;

    private Printable() {}

    /** The text, capped at {@value #MAX_CHARS} characters, with a blank in place of control characters and line breaks. */
    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String capped = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "..." : text;
        return capped.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
    }
}
