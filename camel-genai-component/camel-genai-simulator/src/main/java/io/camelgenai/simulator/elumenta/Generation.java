package io.camelgenai.simulator.elumenta;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.Film;
import io.camelgenai.simulator.artifact.Picture;
import io.camelgenai.simulator.artifact.Tune;
import io.camelgenai.simulator.artifact.Work;
import io.camelgenai.simulator.artifact.Works;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.server.Job;
import org.jspecify.annotations.Nullable;

/** A generation: a text with its speech, or a file. */
final class Generation extends Job implements Works {
    private final GenerationRequest request;
    private final Directives directives;
    private final @Nullable Speech speech;
    private final long seed;

    private Generation(
            long number, String key, GenerationRequest request, @Nullable Speech speech, SimulatorOptions options) {
        super(
                String.valueOf(number),
                key,
                request.model(),
                speech == null
                        ? lasting(
                                String.valueOf(number),
                                request.directives(),
                                request.medium().millis(),
                                options)
                        : speech.endNanos());
        this.request = request;
        this.directives = request.directives();
        this.speech = speech;
        this.seed = request.params().path("seed").asLong(options.seed());
    }

    static Generation of(long number, String key, GenerationRequest request, SimulatorOptions options) {
        boolean text = request.medium() == Medium.TEXT;
        Speech speech = text ? new Speech(request.directives(), options, request.maxTokens()) : null;
        return new Generation(number, key, request, speech, options);
    }

    @Override
    public String status() {
        return !isTerminal() ? "pending" : directives.fail() ? "failed" : "completed";
    }

    boolean isCompleted() {
        return status().equals("completed");
    }

    GenerationRequest request() {
        return request;
    }

    /** What is said; null where it makes no text. */
    @Nullable
    Speech speech() {
        return speech;
    }

    /** Nothing before it is completed, and nothing for a failure. */
    int tokensSpent() {
        if (!isCompleted()) {
            return 0;
        }
        return speech == null ? cost(request.medium()) : speech.size();
    }

    static int cost(Medium medium) {
        return switch (medium) {
            case IMAGE -> 40;
            case VIDEO -> 400;
            case AUDIO -> 15;
            case TEXT -> 1;
        };
    }

    @Override
    public @Nullable Work work(int number) {
        if (number != 0 || !isCompleted()) {
            return null;
        }
        String words = directives.subject();
        return switch (request.medium()) {
            case IMAGE ->
                Picture.ofSize(words, seed, request.params().path("size").asText("1024x1024"));
            case VIDEO ->
                Film.ofRatio(words, seed, request.params().path("aspect_ratio").asText("16:9"));
            case AUDIO -> new Tune(words, seed);
            case TEXT -> null;
        };
    }
}
