package io.camelgenai.simulator.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a few plain sentences about a subject, the same ones for the same seed. */
public final class Prose {
    private static final int SUBJECT_LENGTH = 60;
    private static final int PERIOD = 512;
    private static final int KEPT = 64;
    private static final List<String> OPENINGS = List.of(
            "Let us look at %s for a moment, without hurry.",
            "There is more to %s than one sees at first.",
            "People come back to %s again and again — and not without reason.",
            "A word about %s, as short as it can honestly be.",
            "Whoever has lived with %s for a while knows the feeling.");
    private static final List<String> MIDDLES = List.of(
            "The beginning is small: a sketch on the back of an envelope, a coffee in a quiet café.",
            "What looks simple from afar turns out to be made of many patient steps.",
            "Some of it can be measured; the rest is a matter of taste, and taste takes years.",
            "The old masters of Düsseldorf and Kraków would have called it “honest work”.",
            "It helps to ask what would be missed if it were gone tomorrow.",
            "Half of the craft is to leave things out, the other half is to know which ones.",
            "In the evening the light falls differently, and with it every opinion.",
            "Numbers alone do not settle it: 3 × 4 is twelve, and yet nobody counts waves 🌊.",
            "A naïve answer comes quickly, a good one after the second walk around the lake.",
            "Even the failures are of use, because they say where the path does not lead.",
            "Seen from close by, the rough edges are the most interesting part.",
            "Nothing of this is new, but it has rarely been put together so calmly.");
    private static final List<String> CLOSINGS = List.of(
            "So much for %s; the rest is best found out by trying.",
            "That is the whole secret of %s, if it is one 🌿.",
            "And so %s remains what it always was: worth a second look.",
            "Those who want to know more about %s should simply begin.");

    private record Wanted(String subject, long seed, int tokens) {}

    /** What was written last: a thousand equal prompts share one text. */
    private static final Map<Wanted, List<String>> WRITTEN = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Wanted, List<String>> eldest) {
            return size() > KEPT;
        }
    };

    private Prose() {}

    /**
     * Writes.
     *
     * @param directives what the prompt asks; a number of tokens is met exactly up to 512, the rest is repetition
     * @param seed the seed of the simulator
     * @return the text in tokens
     */
    public static List<String> tokens(Directives directives, long seed) {
        Wanted wanted = new Wanted(
                directives.subject(), seed, Math.min(PERIOD, directives.tokens().orElse(-1)));
        synchronized (WRITTEN) {
            return WRITTEN.computeIfAbsent(wanted, Prose::write);
        }
    }

    private static List<String> write(Wanted wanted) {
        Dice dice = new Dice(wanted.seed(), "prose", wanted.subject());
        String subject = subject(wanted.subject());
        if (wanted.tokens() < 0) {
            return List.copyOf(Tokens.of(text(dice, subject, 3 + dice.below(3))));
        }
        List<String> tokens = Tokens.of(text(dice, subject, 3 + wanted.tokens() / 8));
        return List.copyOf(tokens.subList(0, Math.min(wanted.tokens(), tokens.size())));
    }

    private static String text(Dice dice, String subject, int sentences) {
        StringBuilder text = new StringBuilder(dice.pick(OPENINGS).formatted(subject));
        int previous = -1;
        for (int i = 0; i < sentences; i++) {
            int middle = dice.below(MIDDLES.size());
            middle = middle == previous ? (middle + 1) % MIDDLES.size() : middle;
            previous = middle;
            text.append(' ').append(MIDDLES.get(middle));
        }
        return text.append(' ').append(dice.pick(CLOSINGS).formatted(subject)).toString();
    }

    private static String subject(String prompt) {
        String line = prompt.replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            return "this";
        }
        if (line.codePointCount(0, line.length()) > SUBJECT_LENGTH) {
            line = line.substring(0, line.offsetByCodePoints(0, SUBJECT_LENGTH)).strip() + "…";
        }
        return "“" + line + "”";
    }
}
