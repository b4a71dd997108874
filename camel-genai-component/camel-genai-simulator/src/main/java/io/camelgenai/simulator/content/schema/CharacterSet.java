package io.camelgenai.simulator.content.schema;

import io.camelgenai.simulator.content.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * The characters that one place of a regular expression accepts: a literal, an escape, a dot or a class in brackets.
 *
 * @param ranges the characters; empty for a back reference, which stands for no character
 * @param end the index in the expression after this place
 */
record CharacterSet(List<Range> ranges, int end) {
    private static final char FIRST_PRINTABLE = '!';
    private static final char LAST_PRINTABLE = '~';
    private static final List<Range> DIGITS = List.of(new Range('0', '9'));
    private static final List<Range> LETTERS = List.of(new Range('a', 'z'), new Range('A', 'Z'));
    private static final List<Range> WORD = List.of(LETTERS.get(0), LETTERS.get(1), DIGITS.get(0), new Range('_', '_'));
    private static final List<Range> SPACE = List.of(new Range(' ', ' '));

    /** Characters from a first to a last one, both included. */
    record Range(char first, char last) {
        private boolean contains(char character) {
            return character >= first && character <= last;
        }
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    char pick(SeededRandom random) {
        Range range = random.pick(ranges);
        return (char) (range.first + random.below(range.last - range.first + 1));
    }

    /** Parses the characters at an index. */
    static CharacterSet parse(String regex, int at) {
        return switch (regex.charAt(at)) {
            case '.' -> new CharacterSet(WORD, at + 1);
            case '\\' -> escape(regex, at + 1);
            case '[' -> brackets(regex, at + 1);
            default -> literal(regex, at);
        };
    }

    private static CharacterSet literal(String regex, int at) {
        char character = regex.charAt(at);
        return new CharacterSet(List.of(new Range(character, character)), at + 1);
    }

    private static CharacterSet escape(String regex, int at) {
        if (at >= regex.length()) {
            throw new PatternSyntaxException("An escape is incomplete", regex, at);
        }
        char kind = regex.charAt(at);
        return switch (kind) {
            case 'd' -> new CharacterSet(DIGITS, at + 1);
            case 'w' -> new CharacterSet(WORD, at + 1);
            case 's' -> new CharacterSet(SPACE, at + 1);
            case 'D', 'S' -> new CharacterSet(LETTERS, at + 1);
            case 'W' -> new CharacterSet(List.of(new Range('-', '-')), at + 1);
            case 'p', 'P' -> new CharacterSet(property(regex, at), regex.indexOf('}', at) + 1);
            case 't' -> new CharacterSet(List.of(new Range('\t', '\t')), at + 1);
            case 'n' -> new CharacterSet(List.of(new Range('\n', '\n')), at + 1);
            case 'r' -> new CharacterSet(List.of(new Range('\r', '\r')), at + 1);
            case 'u' -> code(regex, at + 1, 4);
            case 'x' -> code(regex, at + 1, 2);
            default -> Character.isDigit(kind) ? new CharacterSet(List.of(), at + 1) : literal(regex, at);
        };
    }

    private static List<Range> property(String regex, int at) {
        return regex.startsWith("{N", at + 1)
                ? DIGITS
                : regex.startsWith("{Lu", at + 1) ? LETTERS.subList(1, 2) : LETTERS;
    }

    private static CharacterSet code(String regex, int at, int digits) {
        try {
            char character = (char) Integer.parseInt(regex.substring(at, at + digits), 16);
            return new CharacterSet(List.of(new Range(character, character)), at + digits);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new PatternSyntaxException("An escape needs " + digits + " hexadecimal digits", regex, at);
        }
    }

    private static CharacterSet brackets(String regex, int start) {
        boolean negated = regex.startsWith("^", start);
        int at = negated ? start + 1 : start;
        List<Range> ranges = new ArrayList<>();
        while (at < regex.length() && regex.charAt(at) != ']') {
            CharacterSet item = regex.charAt(at) == '\\' ? escape(regex, at + 1) : literal(regex, at);
            at = item.end;
            boolean range = regex.startsWith("-", at) && at + 1 < regex.length() && regex.charAt(at + 1) != ']';
            if (range && item.ranges.size() == 1) {
                CharacterSet last = regex.charAt(at + 1) == '\\' ? escape(regex, at + 2) : literal(regex, at + 1);
                ranges.add(new Range(item.ranges.get(0).first, last.ranges.get(0).last));
                at = last.end;
            } else {
                ranges.addAll(item.ranges);
            }
        }
        if (at >= regex.length()) {
            throw new PatternSyntaxException("']' is expected", regex, at);
        }
        return new CharacterSet(negated ? others(ranges) : ranges, at + 1);
    }

    private static List<Range> others(List<Range> excluded) {
        List<Range> others = new ArrayList<>();
        for (char character = FIRST_PRINTABLE; character <= LAST_PRINTABLE; character++) {
            char candidate = character;
            if (excluded.stream().noneMatch(range -> range.contains(candidate))) {
                others.add(new Range(character, character));
            }
        }
        return others;
    }
}
