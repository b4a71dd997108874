package io.camelgenai.simulator.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.batch.BatchLine.Outcome;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch: its lines are answered in their order, and evenly over its time. Lines that are not answered when it is canceled are
 * canceled.
 */
public final class Batch extends SimulatedGeneration {
    private static final double MILLIS = 3000;
    private static final double CANCELING_MILLIS = 300;
    private static final double VALIDATION_SHARE = 0.1;
    private static final double FINALIZING_SHARE = 0.9;

    private final List<BatchLine> lines;
    private final JsonNode details;
    private final List<LineProblem> problems;
    private final long cancelingNanos;

    /** Where a batch is in its course. */
    public enum Phase {
        VALIDATING,
        RUNNING,
        FINALIZING,
        CANCELING,
        /** All lines were answered, well or not. */
        ENDED,
        /** Some lines were not answered in time. */
        EXPIRED,
        CANCELED,
        /** The input was not valid, so that no line was answered. */
        INVALID
    }

    /**
     * A mistake in the input, which a provider reports after the create.
     *
     * @param line the number of the line, from 1
     * @param code the code
     * @param message the message
     */
    public record LineProblem(int line, String code, String message) {}

    /**
     * How many lines are where.
     *
     * @param total all lines
     * @param succeeded those with a result
     * @param errored those with an error
     * @param canceled those that were not answered before the cancel
     * @param expired those that were not answered in time
     */
    public record Counts(int total, int succeeded, int errored, int canceled, int expired) {

        /** Returns how many are not over. */
        public int processing() {
            return total - succeeded - errored - canceled - expired;
        }
    }

    /**
     * Starts a batch.
     *
     * @param id the id
     * @param key the API key that created it
     * @param model the model, empty where its lines name it
     * @param details what the create said, for the provider's documents
     * @param lines the lines
     * @param problems the mistakes in the input
     * @param options pace and seed
     */
    public Batch(
            String id,
            String key,
            String model,
            JsonNode details,
            List<BatchLine> lines,
            List<LineProblem> problems,
            SimulatorOptions options) {
        super(id, key, model, nanos(id, lines, problems, options));
        this.details = details;
        this.lines = List.copyOf(lines);
        this.problems = List.copyOf(problems);
        this.cancelingNanos = options.pacedNanos(CANCELING_MILLIS);
    }

    private static long nanos(String id, List<BatchLine> lines, List<LineProblem> problems, SimulatorOptions options) {
        long usual = durationNanos(id, PromptMarkers.of(""), MILLIS, options);
        long wanted = lines.stream()
                .map(BatchLine::takes)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(Duration::toNanos)
                .orElse(usual);
        return problems.isEmpty() ? wanted : (long) (wanted * VALIDATION_SHARE);
    }

    /** Returns where it is now. */
    public Phase phase() {
        long age = ageNanos();
        if (stoppedNanos() <= age) {
            return age - stoppedNanos() < cancelingNanos ? Phase.CANCELING : Phase.CANCELED;
        }
        if (age >= endNanos()) {
            return !problems.isEmpty() ? Phase.INVALID : counts().expired() > 0 ? Phase.EXPIRED : Phase.ENDED;
        }
        return !problems.isEmpty() || age < endNanos() * VALIDATION_SHARE
                ? Phase.VALIDATING
                : age < endNanos() * FINALIZING_SHARE ? Phase.RUNNING : Phase.FINALIZING;
    }

    /** Returns whether it is over, and its results are there. */
    public boolean isOver() {
        return switch (phase()) {
            case VALIDATING, RUNNING, FINALIZING, CANCELING -> false;
            case ENDED, EXPIRED, CANCELED, INVALID -> true;
        };
    }

    @Override
    public String status() {
        return phase().name();
    }

    /** Returns what the create said. */
    public JsonNode details() {
        return details;
    }

    /** Returns the mistakes in its input. */
    public List<LineProblem> problems() {
        return problems;
    }

    /** Returns when its lines began to be answered. */
    public long startedAfterMillis() {
        return TimeUnit.NANOSECONDS.toMillis((long) (endNanos() * VALIDATION_SHARE));
    }

    /** Returns how many lines are where now. */
    public Counts counts() {
        int[] counts = new int[Outcome.values().length];
        IntStream.range(0, lines.size())
                .mapToObj(this::outcome)
                .filter(Objects::nonNull)
                .forEach(outcome -> counts[outcome.ordinal()]++);
        return new Counts(
                problems.isEmpty() ? lines.size() : 0,
                counts[Outcome.SUCCEEDED.ordinal()],
                counts[Outcome.ERRORED.ordinal()],
                counts[Outcome.CANCELED.ordinal()],
                counts[Outcome.EXPIRED.ordinal()]);
    }

    /** Returns how a line has ended; null if it has not. */
    private @Nullable Outcome outcome(int index) {
        if (!problems.isEmpty()) {
            return null;
        }
        long now = Math.min(ageNanos(), stoppedNanos());
        double share = VALIDATION_SHARE + (FINALIZING_SHARE - VALIDATION_SHARE) * (index + 1) / lines.size();
        BatchLine line = lines.get(index);
        boolean isDue = now >= (line.outcome() == Outcome.EXPIRED ? endNanos() : (long) (endNanos() * share));
        return isDue ? line.outcome() : stoppedNanos() == Long.MAX_VALUE ? null : Outcome.CANCELED;
    }

    /** Returns the tokens of the requests that were answered. */
    public int inputTokens() {
        return answered().mapToInt(BatchLine::inputTokens).sum();
    }

    /** Returns the tokens of the results. */
    public int outputTokens() {
        return answered().mapToInt(BatchLine::outputTokens).sum();
    }

    private Stream<BatchLine> answered() {
        return IntStream.range(0, lines.size())
                .filter(index -> outcome(index) == Outcome.SUCCEEDED)
                .mapToObj(lines::get);
    }

    /** Writes the document of one line. */
    @FunctionalInterface
    public interface LineWriter {

        /** Returns the document; null for a line that is not in the file. */
        @Nullable
        JsonNode document(BatchLine line, Outcome outcome);
    }

    /** Returns a file with a document for each line that is over, the last line first: providers promise no order. */
    public byte[] file(LineWriter writer) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int index = lines.size() - 1; index >= 0; index--) {
            Outcome outcome = outcome(index);
            JsonNode document = outcome == null ? null : writer.document(lines.get(index), outcome);
            if (document != null) {
                file.writeBytes(Json.bytes(document));
                file.write('\n');
            }
        }
        return file.toByteArray();
    }
}
