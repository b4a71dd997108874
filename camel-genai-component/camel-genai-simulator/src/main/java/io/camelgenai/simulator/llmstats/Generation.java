package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.artifact.GeneratedFiles;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.artifact.VideoFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import org.jspecify.annotations.Nullable;

/** A generation of one or more files. */
final class Generation extends SimulatedGeneration implements GeneratedFiles {
    private final GenerationRequest request;
    private final PromptMarkers markers;
    private final long seed;

    Generation(String id, String key, GenerationRequest request, SimulatorOptions options) {
        super(
                id,
                key,
                request.model(),
                durationNanos(id, request.markers(), request.medium().millis(), options));
        this.request = request;
        this.markers = request.markers();
        this.seed = request.input().path("seed").asLong(options.seed());
    }

    @Override
    public String status() {
        if (isTerminal()) {
            return markers.fail() ? "failed" : "completed";
        }
        return ageNanos() >= runningNanos() ? "running" : "queued";
    }

    String failCode() {
        return markers.failCode() == null ? "content_policy" : markers.failCode();
    }

    boolean isVideo() {
        return request.medium() == Medium.VIDEO;
    }

    int count() {
        return request.count();
    }

    @Override
    public @Nullable GeneratedFile file(int number) {
        if (markers.fail() || !isTerminal() || number >= count()) {
            return null;
        }
        String words = markers.subject() + "\n" + number;
        JsonNode size = request.input().path("size");
        String ratio = request.input().path("aspect_ratio").asText("");
        if (isVideo()) {
            String sides = size.asText(ratio).replace('x', ':');
            return VideoFile.ofRatio(words, seed, sides.isEmpty() ? "16:9" : sides);
        }
        return size.isTextual()
                ? ImageFile.ofSize(words, seed, size.textValue())
                : ImageFile.ofRatio(words, seed, ratio.isEmpty() ? "1:1" : ratio);
    }
}
