package io.camelgenai.simulator.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generates a few plain sentences about a subject, the same for the same seed. Thread-safe. */
public final class TextGenerator {
    private static final int SUBJECT_LENGTH = 60;
    private static final int PERIOD = 512;
    private static final int CACHE_SIZE = 64;
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

    private record CacheKey(String subject, long seed, int tokens) {}

    /** The texts used last: a thousand equal prompts share one. */
    private static final Map<CacheKey, List<String>> CACHE = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CacheKey, List<String>> eldest) {
            return size() > CACHE_SIZE;
        }
    };

    private TextGenerator() {}

    /**
     * Generates a text.
     *
     * @param markers the subject and the number of tokens, which is met exactly up to 512; the caller repeats them for more
     * @param seed the seed of the simulator
     * @return the text in tokens
     */
    public static List<String> tokens(PromptMarkers markers, long seed) {
        CacheKey key = new CacheKey(
                markers.subject(), seed, Math.min(PERIOD, markers.tokens().orElse(-1)));
        synchronized (CACHE) {
            return CACHE.computeIfAbsent(key, TextGenerator::generate);
        }
    }

    private static List<String> generate(CacheKey key) {
        SeededRandom random = new SeededRandom(key.seed(), "prose", key.subject());
        String subject = subject(key.subject());
        if (key.tokens() < 0) {
            return List.copyOf(Tokenizer.tokens(text(random, subject, 3 + random.below(3))));
        }
        List<String> tokens = Tokenizer.tokens(text(random, subject, 3 + key.tokens() / 8));
        return List.copyOf(tokens.subList(0, Math.min(key.tokens(), tokens.size())));
    }

    private static String text(SeededRandom random, String subject, int sentences) {
        StringBuilder text = new StringBuilder(random.pick(OPENINGS).formatted(subject));
        int previous = -1;
        for (int i = 0; i < sentences; i++) {
            int middle = random.below(MIDDLES.size());
            middle = middle == previous ? (middle + 1) % MIDDLES.size() : middle;
            previous = middle;
            text.append(' ').append(MIDDLES.get(middle));
        }
        return text.append(' ').append(random.pick(CLOSINGS).formatted(subject)).toString();
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
