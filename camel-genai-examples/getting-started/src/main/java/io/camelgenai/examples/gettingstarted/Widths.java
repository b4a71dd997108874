package io.camelgenai.examples.gettingstarted;

/** How much room a text takes on a terminal. */
final class Widths {

    private static final int FIRST_WIDE = 0x1100;
    private static final int FIRST_PUNCTUATION = 0x2000;
    private static final int FIRST_EAST_ASIAN = 0x2E80;

    private Widths() {}

    /** The beginning of a text that takes at most so many columns, with an ellipsis where some of it is missing. */
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

    /** Rather too much than too little: a row that is too long would break in two. */
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
