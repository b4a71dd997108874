package io.camelgenai.simulator.content;

import io.camelgenai.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;

/** A text as it is written token by token: what is said, and when. Immutable. */
public final class Speech {
    private static final double FIRST_TOKEN_MILLIS = 150;
    private static final double TOKEN_MILLIS = 20;
    private static final double PAUSE_MILLIS = 20_000;

    private final List<String> words;
    private final int size;
    private final boolean fails;
    private final boolean truncated;
    private final long firstToken;
    private final long step;
    private final long pause;

    /**
     * Speaks about the subject of a prompt.
     *
     * @param directives what the prompt asks; one that is to fail does so in the middle of the text
     * @param options seed and pace
     * @param maxTokens where the text is cut off
     */
    public Speech(Directives directives, SimulatorOptions options, int maxTokens) {
        this(Prose.tokens(directives, options.seed()), directives, options, maxTokens);
    }

    /**
     * Reads out a text.
     *
     * @param tokens the text; where the prompt asks for more, it is read over and over
     * @param directives what the prompt asks
     * @param options the pace
     * @param maxTokens where the text is cut off
     */
    public Speech(List<String> tokens, Directives directives, SimulatorOptions options, int maxTokens) {
        int whole = directives.tokens().orElse(tokens.size());
        int said = directives.fail() ? whole / 2 : whole;
        this.words = List.copyOf(tokens);
        this.fails = directives.fail();
        this.truncated = said > maxTokens;
        this.size = Math.min(said, maxTokens);
        Duration takes = directives.takes();
        this.firstToken = takes == null ? options.pacedNanos(FIRST_TOKEN_MILLIS) : 0;
        this.step = takes == null ? options.pacedNanos(TOKEN_MILLIS) : takes.toNanos() / (size + 1);
        this.pause = directives.pause() ? options.pacedNanos(PAUSE_MILLIS) : 0;
    }

    /**
     * How many tokens it has.
     *
     * @return the number
     */
    public int size() {
        return size;
    }

    /**
     * A token.
     *
     * @param index its number, from 0
     * @return its text
     */
    public String token(int index) {
        return words.get(index % words.size());
    }

    /**
     * All that is said.
     *
     * @return the text
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(token(i));
        }
        return text.toString();
    }

    /**
     * Whether it breaks off.
     *
     * @return true where a failure follows on the last token
     */
    public boolean fails() {
        return fails;
    }

    /**
     * Whether it was cut off.
     *
     * @return true where there would have been more to say
     */
    public boolean isTruncated() {
        return truncated;
    }

    /**
     * How many tokens there are before they begin anew.
     *
     * @return the number
     */
    public int period() {
        return words.size();
    }

    /**
     * Whether all of it is said at once.
     *
     * @return true where no token waits for another
     */
    public boolean isInstant() {
        return step == 0 && pause == 0;
    }

    /**
     * When a token is due.
     *
     * @param index its number; {@link #size} is what follows on the last one
     * @return nanoseconds since the beginning
     */
    public long dueNanos(int index) {
        int token = Math.min(Math.max(index, 0), size);
        return firstToken + token * step + (token >= size / 2 ? pause : 0);
    }

    /**
     * When it is over.
     *
     * @return nanoseconds since the beginning
     */
    public long endNanos() {
        return dueNanos(size);
    }
}
