package io.camelgenai.simulator.skillsvideo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.Film;
import io.camelgenai.simulator.artifact.Picture;
import io.camelgenai.simulator.artifact.Tune;
import io.camelgenai.simulator.artifact.Work;
import io.camelgenai.simulator.artifact.Works;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.server.Job;
import org.jspecify.annotations.Nullable;

/** A generation. Its input is kept as it was understood, with the defaults filled in. */
final class Generation extends Job implements Works {
    private final Model kind;
    private final ObjectNode input;
    private final Directives directives;
    private final long seed;

    Generation(String id, String key, String name, Model kind, ObjectNode input, SimulatorOptions options) {
        super(id, key, name, lasting(id, directives(input), kind.medium().millis(), options));
        this.kind = kind;
        this.input = input;
        this.directives = directives(input);
        this.seed = input.path("seed").asLong(options.seed());
    }

    static Directives directives(ObjectNode input) {
        return Directives.of(input.path("prompt").asText());
    }

    @Override
    public String status() {
        return statusAt(ageNanos());
    }

    String statusAt(long age) {
        if (age >= endNanos()) {
            return directives.fail() ? "FAILED" : directives.cancel() ? "CANCELED" : "COMPLETED";
        }
        return age >= queuedNanos() ? "IN_PROGRESS" : "IN_QUEUE";
    }

    long runsAtNanos() {
        return queuedNanos();
    }

    Model kind() {
        return kind;
    }

    ObjectNode input() {
        return input;
    }

    Directives directives() {
        return directives;
    }

    int count() {
        return input.path("n").asInt(1);
    }

    /** What it costs: nothing where nothing comes of it. */
    int credits() {
        boolean nothing = isTerminal() && !status().equals("COMPLETED");
        return nothing ? 0 : kind.credits() * count();
    }

    @Override
    public @Nullable Work work(int number) {
        if (number >= count() || !status().equals("COMPLETED")) {
            return null;
        }
        String words = directives.subject() + "\n" + number;
        String ratio = input.path("aspect_ratio").asText("1:1");
        return switch (kind.medium()) {
            case IMAGE -> Picture.ofRatio(words, seed, ratio);
            case AUDIO -> new Tune(words, seed);
            default -> Film.ofRatio(words, seed, ratio);
        };
    }
}
