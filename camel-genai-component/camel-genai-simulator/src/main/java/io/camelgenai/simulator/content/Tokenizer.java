package io.camelgenai.simulator.content;

import java.util.ArrayList;
import java.util.List;

/** Splits text into pieces as models emit them: a word with the space before it, long words in two or more pieces. */
public final class Tokenizer {
    private static final int MAX_LETTERS = 7;

    private Tokenizer() {}

    /** Splits a text; the pieces joined are the text again, and no character is cut in two. */
    public static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int start = 0;
        int letters = 0;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            boolean space = Character.isWhitespace(character);
            if ((space && letters > 0) || letters == MAX_LETTERS) {
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

    /** Counts the pieces of a text, roughly as a tokenizer would. */
    public static int count(String text) {
        return tokens(text).size();
    }
}
