package io.camelgenai.simulator.content.schema;

import io.camelgenai.simulator.content.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Creates strings from a regular expression. Anchors, lookarounds and back references are skipped, so a caller checks whether
 * a string matches. Immutable.
 */
public final class PatternSample {
    private static final int USUAL_REPEATS = 8;
    private static final int MAX_LENGTH = 10_000;

    /** A part of an expression. */
    private interface Part {
        void append(StringBuilder out, SeededRandom random);
    }

    private final String regex;
    private final Part whole;
    private int at;

    private PatternSample(String regex) {
        this.regex = regex;
        this.whole = alternatives();
        if (at < regex.length()) {
            throw new PatternSyntaxException("Unmatched closing parenthesis", regex, at);
        }
    }

    /**
     * Parses an expression.
     *
     * @throws PatternSyntaxException if it is not one
     */
    public static PatternSample of(String regex) {
        return new PatternSample(regex);
    }

    /** Returns a string, which probably matches. */
    public String next(SeededRandom random) {
        StringBuilder out = new StringBuilder();
        whole.append(out, random);
        return out.toString();
    }

    private Part alternatives() {
        List<Part> choices = new ArrayList<>();
        do {
            choices.add(sequence());
        } while (accept("|"));
        return (out, random) -> random.pick(choices).append(out, random);
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            parts.add(quantified(atom()));
        }
        return (out, random) -> parts.forEach(part -> part.append(out, random));
    }

    private Part atom() {
        if (accept("(")) {
            boolean lookaround = accept("?=") || accept("?!") || accept("?<=") || accept("?<!");
            if (!lookaround && accept("?") && !accept(":")) {
                at = regex.indexOf('>', at) + 1;
            }
            Part group = alternatives();
            expect(")");
            return lookaround ? (out, random) -> {} : group;
        }
        if (accept("^") || accept("$") || accept("\\b") || accept("\\B")) {
            return (out, random) -> {};
        }
        CharacterSet characters = CharacterSet.parse(regex, at);
        at = characters.end();
        return (out, random) -> out.append(characters.isEmpty() ? "" : characters.pick(random));
    }

    private Part quantified(Part part) {
        int min;
        int max;
        if (accept("*")) {
            min = 0;
            max = USUAL_REPEATS;
        } else if (accept("+")) {
            min = 1;
            max = USUAL_REPEATS;
        } else if (accept("?")) {
            min = 0;
            max = 1;
        } else if (accept("{")) {
            min = number();
            max = !accept(",") ? min : regex.startsWith("}", at) ? min + USUAL_REPEATS : number();
            expect("}");
        } else {
            return part;
        }
        if (accept("?") || accept("+")) {
            return repeated(part, min, min);
        }
        return repeated(part, min, max);
    }

    private static Part repeated(Part part, int min, int max) {
        return (out, random) -> {
            int count = min + random.below(Math.max(0, max - min) + 1);
            for (int i = 0; i < count && out.length() < MAX_LENGTH; i++) {
                part.append(out, random);
            }
        };
    }

    private int number() {
        int start = at;
        while (at < regex.length() && Character.isDigit(regex.charAt(at))) {
            at++;
        }
        if (at == start || at - start > 6) {
            throw new PatternSyntaxException("A number of repetitions is expected", regex, at);
        }
        return Integer.parseInt(regex.substring(start, at));
    }

    private boolean accept(String token) {
        boolean found = regex.startsWith(token, at);
        at += found ? token.length() : 0;
        return found;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new PatternSyntaxException("'" + token + "' is expected", regex, at);
        }
    }
}
