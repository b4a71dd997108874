package io.camelgenai.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Finds the texts and numbers in the bytes of a JSON text, without parsing the whole. */
final class JsonScalar {

    /** A longer number is left to the parser, which limits the number of digits. */
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final int FIRST_UNESCAPED_CHARACTER = 0x20;

    private JsonScalar() {}

    /**
     * The index after the text or number that begins at an index, or -1 where none does, or where its end is missing.
     *
     * @param json in UTF-8
     */
    static int end(byte[] json, int from) {
        return at(json, from) == '"' ? endOfText(json, from + 1) : endOfNumber(json, from);
    }

    private static int endOfText(byte[] json, int from) {
        for (int i = from; i < json.length; i++) {
            if (json[i] == '"') {
                return i + 1;
            }
            if (json[i] == '\\') {
                i++;
            }
        }
        return -1;
    }

    private static int endOfNumber(byte[] json, int from) {
        int digits = at(json, from) == '-' ? from + 1 : from;
        int end = at(json, digits) == '0' ? digits + 1 : endOfDigits(json, digits);
        if (end == digits) {
            return -1;
        }
        if (at(json, end) == '.') {
            int fraction = end + 1;
            end = endOfDigits(json, fraction);
            if (end == fraction) {
                return -1;
            }
        }
        if (at(json, end) == 'e' || at(json, end) == 'E') {
            int sign = at(json, end + 1);
            int exponent = sign == '+' || sign == '-' ? end + 2 : end + 1;
            end = endOfDigits(json, exponent);
            if (end == exponent) {
                return -1;
            }
        }
        return end;
    }

    private static int endOfDigits(byte[] json, int from) {
        int end = from;
        while (at(json, end) >= '0' && at(json, end) <= '9') {
            end++;
        }
        return end;
    }

    private static int at(byte[] json, int index) {
        return index < json.length ? json[index] : 0;
    }

    /** The value of the text or number that {@link #end} found, or null where only the parser can decide whether it is valid. */
    static @Nullable String value(byte[] json, int from, int to) {
        if (json[from] != '"') {
            return to - from > MAX_NUMBER_LENGTH ? null : new String(json, from, to - from, ISO_8859_1);
        }
        for (int i = from + 1; i < to - 1; i++) {
            if (json[i] == '\\' || (json[i] >= 0 && json[i] < FIRST_UNESCAPED_CHARACTER)) {
                return JsonText.string(json, from, to);
            }
        }
        return new String(json, from + 1, to - from - 2, UTF_8);
    }
}
