package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.Film;
import io.camelgenai.simulator.artifact.Picture;
import io.camelgenai.simulator.artifact.Work;
import io.camelgenai.simulator.artifact.Works;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.server.Job;
import org.jspecify.annotations.Nullable;

/** A generation of one or more files. */
final class Generation extends Job implements Works {
    private final GenerationRequest request;
    private final Directives directives;
    private final long seed;

    Generation(String id, String key, GenerationRequest request, SimulatorOptions options) {
        super(
                id,
                key,
                request.name(),
                lasting(id, request.directives(), request.model().millis(), options));
        this.request = request;
        this.directives = request.directives();
        this.seed = request.input().path("seed").asLong(options.seed());
    }

    @Override
    public String status() {
        if (isTerminal()) {
            return directives.fail() ? "failed" : "completed";
        }
        return ageNanos() >= queuedNanos() ? "running" : "queued";
    }

    String failCode() {
        return directives.failCode() == null ? "content_policy" : directives.failCode();
    }

    GenerationRequest request() {
        return request;
    }

    @Override
    public @Nullable Work work(int number) {
        if (directives.fail() || !isTerminal() || number >= request.count()) {
            return null;
        }
        String words = directives.subject() + "\n" + number;
        JsonNode size = request.input().path("size");
        String ratio = request.input().path("aspect_ratio").asText("");
        if (request.model() == Model.VIDEO) {
            String shape = size.asText(ratio).replace('x', ':');
            return Film.ofRatio(words, seed, shape.isEmpty() ? "16:9" : shape);
        }
        return size.isTextual()
                ? Picture.ofSize(words, seed, size.textValue())
                : Picture.ofRatio(words, seed, ratio.isEmpty() ? "1:1" : ratio);
    }
}
