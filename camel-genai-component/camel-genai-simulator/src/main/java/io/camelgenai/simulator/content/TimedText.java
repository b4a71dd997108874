package io.camelgenai.simulator.content;

import io.camelgenai.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;

/** A text that is generated token by token over time. Times are nanoseconds since the generation was created. Immutable. */
public final class TimedText {
    private static final double FIRST_TOKEN_MILLIS = 150;
    private static final double TOKEN_MILLIS = 20;
    private static final double PAUSE_MILLIS = 20_000;

    private final List<String> tokens;
    private final int size;
    private final boolean fails;
    private final boolean truncated;
    private final long firstToken;
    private final long step;
    private final long pause;

    /**
     * Generates a text about the subject of a prompt.
     *
     * @param markers what the prompt asks for; a text that fails does so in the middle
     * @param options seed and pace
     * @param maxTokens where the text is truncated
     */
    public TimedText(PromptMarkers markers, SimulatorOptions options, int maxTokens) {
        this(TextGenerator.tokens(markers, options.seed()), markers, options, maxTokens);
    }

    /**
     * Uses a given text.
     *
     * @param tokens the text; it is repeated if the prompt asks for more tokens
     * @param markers what the prompt asks for
     * @param options the pace
     * @param maxTokens where the text is truncated
     */
    public TimedText(List<String> tokens, PromptMarkers markers, SimulatorOptions options, int maxTokens) {
        int whole = markers.tokens().orElse(tokens.size());
        int generated = markers.fail() ? whole / 2 : whole;
        this.tokens = List.copyOf(tokens);
        this.fails = markers.fail();
        this.truncated = generated > maxTokens;
        this.size = Math.min(generated, maxTokens);
        Duration takes = markers.takes();
        this.firstToken = takes == null ? options.pacedNanos(FIRST_TOKEN_MILLIS) : 0;
        this.step = takes == null ? options.pacedNanos(TOKEN_MILLIS) : takes.toNanos() / (size + 1);
        this.pause = markers.pause() ? options.pacedNanos(PAUSE_MILLIS) : 0;
    }

    /** Returns the number of tokens. */
    public int size() {
        return size;
    }

    /** Returns the token with a number, counted from 0. */
    public String token(int index) {
        return tokens.get(index % tokens.size());
    }

    /** Returns the whole text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(token(i));
        }
        return text.toString();
    }

    /** Returns whether the generation fails after the last token. */
    public boolean fails() {
        return fails;
    }

    /** Returns whether the text was truncated at the limit of tokens. */
    public boolean isTruncated() {
        return truncated;
    }

    /** Returns after how many tokens the text repeats. */
    public int period() {
        return tokens.size();
    }

    /** Returns whether all tokens are due together. */
    public boolean isInstant() {
        return step == 0 && pause == 0;
    }

    /** Returns when a token is due; negative numbers count as 0, and {@link #size} is the event after the last token. */
    public long dueNanos(int index) {
        int token = Math.min(Math.max(index, 0), size);
        return firstToken + token * step + (token >= size / 2 ? pause : 0);
    }

    /** Returns when the generation ends. */
    public long endNanos() {
        return dueNanos(size);
    }
}
