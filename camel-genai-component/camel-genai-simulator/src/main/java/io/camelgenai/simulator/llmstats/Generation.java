package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.Picture;
import io.camelgenai.simulator.content.Dice;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.server.SimulatedGeneration;
import java.time.Duration;
import java.time.Instant;

/** A generation: decided when it is created, everything else follows from its age. */
final class Generation implements SimulatedGeneration {
    private static final double QUEUED_SHARE = 0.2;
    private static final int SIDE = 512;
    private static final int LARGEST_SIDE = 1536;
    private static final int SMALLEST_SIDE = 64;

    private final String id;
    private final String key;
    private final GenerationRequest request;
    private final Directives directives;
    private final long seed;
    private final long takesNanos;
    private final Instant createdAt = Instant.now();
    private final long started = System.nanoTime();

    Generation(String id, String key, GenerationRequest request, SimulatorOptions options) {
        this.id = id;
        this.key = key;
        this.request = request;
        this.directives = Directives.of(request.prompt());
        this.seed = request.input().path("seed").asLong(options.seed());
        Duration takes = directives.takes();
        double spread = new Dice(options.seed(), "llmstats time", id).between(0.8, 1.2);
        this.takesNanos = takes == null ? options.pacedNanos(request.model().millis() * spread) : takes.toNanos();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String model() {
        return request.name();
    }

    @Override
    public String status() {
        long age = System.nanoTime() - started;
        if (age >= takesNanos) {
            return directives.fail() ? "failed" : "completed";
        }
        return age >= takesNanos * QUEUED_SHARE ? "running" : "queued";
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    Instant completedAt() {
        return createdAt.plusNanos(takesNanos);
    }

    /** How long it still takes; 0 or less when it is terminal. */
    long leftNanos() {
        return takesNanos - (System.nanoTime() - started);
    }

    boolean isOf(String otherKey) {
        return key.equals(otherKey);
    }

    GenerationRequest request() {
        return request;
    }

    /** The picture with a number. A still stands in for a video until the simulator writes MP4 files. */
    Picture picture(int number) {
        int width = SIDE;
        int height = SIDE;
        JsonNode size = request.input().path("size");
        JsonNode ratio = request.input().path("aspect_ratio");
        if (size.isTextual()) {
            int cross = size.textValue().indexOf('x');
            width = Integer.parseInt(size.textValue().substring(0, cross));
            height = Integer.parseInt(size.textValue().substring(cross + 1));
        } else if (ratio.isTextual()) {
            int colon = ratio.textValue().indexOf(':');
            double across = Double.parseDouble(ratio.textValue().substring(0, colon));
            double stretch =
                    Math.sqrt(across / Double.parseDouble(ratio.textValue().substring(colon + 1)));
            width = (int) Math.round(SIDE * stretch / 8) * 8;
            height = (int) Math.round(SIDE / stretch / 8) * 8;
        }
        double shrink = Math.min(1.0, (double) LARGEST_SIDE / Math.max(width, height));
        return new Picture(
                directives.subject() + "\n" + number,
                seed,
                Math.max(SMALLEST_SIDE, (int) (width * shrink)),
                Math.max(SMALLEST_SIDE, (int) (height * shrink)));
    }
}
