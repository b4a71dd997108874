package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** What a provider wrote, made fit for a log: short and on one line, so that it can not forge lines of its own. */
public final class Printable {

    private static final int MAX_CHARS = 500;

    private Printable() {}

    /** The text, capped at {@value #MAX_CHARS} characters, with a blank for what controls a terminal or a line. */
    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String capped = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "..." : text;
        return capped.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
    }
}
