package io.camelgenai.simulator.content;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into pieces as models emit them: a word with the space before it, long words in two or more pieces. */
public final class Tokens {
    private static final int LONGEST = 7;

    private Tokens() {}

    /**
     * Cuts a text.
     *
     * @param text the text
     * @return its pieces; put together they are the text again, and no character is cut in two
     */
    public static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        int letters = 0;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            boolean space = Character.isWhitespace(character);
            if ((space && letters > 0) || letters == LONGEST) {
                tokens.add(text.substring(start, at));
                start = at;
                letters = 0;
            }
            letters += space ? 0 : 1;
            at += Character.charCount(character);
        }
        if (start < text.length()) {
            tokens.add(text.substring(start));
        }
        return tokens;
    }

    /**
     * Counts roughly as a tokenizer would.
     *
     * @param text the text
     * @return the number of pieces
     */
    public static int count(String text) {
        return of(text).size();
    }
}
