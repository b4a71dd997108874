package io.camelgenai.simulator.skillsvideo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.AudioFile;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.artifact.GeneratedFiles;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.artifact.VideoFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import org.jspecify.annotations.Nullable;

/** A generation. Its input includes the defaults of omitted fields. */
final class Generation extends SimulatedGeneration implements GeneratedFiles {
    private final Model settings;
    private final ObjectNode input;
    private final PromptMarkers markers;
    private final long seed;

    Generation(String id, String key, String name, Model settings, ObjectNode input, SimulatorOptions options) {
        super(id, key, name, durationNanos(id, markers(input), settings.medium().millis(), options));
        this.settings = settings;
        this.input = input;
        this.markers = markers(input);
        this.seed = input.path("seed").asLong(options.seed());
    }

    static PromptMarkers markers(ObjectNode input) {
        return PromptMarkers.of(input.path("prompt").asText());
    }

    @Override
    public String status() {
        return statusAt(ageNanos());
    }

    String statusAt(long age) {
        if (age >= endNanos()) {
            return markers.fail() ? "FAILED" : markers.cancel() ? "CANCELED" : "COMPLETED";
        }
        return age >= runningNanos() ? "IN_PROGRESS" : "IN_QUEUE";
    }

    Medium medium() {
        return settings.medium();
    }

    ObjectNode input() {
        return input;
    }

    String subject() {
        return markers.subject();
    }

    String failCode() {
        String code = markers.failCode();
        return settings.errors().modelCode(code == null ? "FAILED" : code);
    }

    int count() {
        return input.path("n").asInt(1);
    }

    /** Returns what it costs; a generation that ends without a result is free. */
    int credits() {
        boolean free = isTerminal() && !status().equals("COMPLETED");
        return free ? 0 : settings.credits() * count();
    }

    @Override
    public @Nullable GeneratedFile file(int number) {
        if (number >= count() || !status().equals("COMPLETED")) {
            return null;
        }
        String words = markers.subject() + "\n" + number;
        String ratio = input.path("aspect_ratio").asText("1:1");
        return switch (settings.medium()) {
            case IMAGE -> ImageFile.ofRatio(words, seed, ratio);
            case AUDIO -> new AudioFile(words, seed);
            default -> VideoFile.ofRatio(words, seed, ratio);
        };
    }
}
