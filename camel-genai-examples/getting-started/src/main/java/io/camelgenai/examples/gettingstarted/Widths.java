package io.camelgenai.examples.gettingstarted;

/** Computes the width of text on a terminal. */
final class Widths {

    private static final int FIRST_WIDE = 0x1100;
    private static final int FIRST_PUNCTUATION = 0x2000;
    private static final int FIRST_EAST_ASIAN = 0x2E80;

    private Widths() {}

    /** The longest prefix of a text that fits the columns, with an ellipsis where it is shortened. */
    static String cut(String text, int columns) {
        int width = 0;
        int keep = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            width += of(character);
            if (width > columns) {
                return columns < 1 ? "" : text.substring(0, keep) + "…";
            }
            at += Character.charCount(character);
            if (width < columns) {
                keep = at;
            }
        }
        return text;
    }

    /** The width of a character, rather too large than too small: a row that is too long would wrap. */
    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        return character >= FIRST_EAST_ASIAN || (character >= FIRST_WIDE && character < FIRST_PUNCTUATION);
    }
}
