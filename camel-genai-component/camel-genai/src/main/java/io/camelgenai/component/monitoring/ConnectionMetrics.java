package io.camelgenai.component.monitoring;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.Usage;
import io.camelgenai.tracking.observe.LiveObservations.ObservationCounts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What happened over one connection since the component started. Safe for use by several threads. */
final class ConnectionMetrics {

    private final LongAdder created = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder inputTokens = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();
    private final Map<GenerationStatus, LongAdder> terminal = new EnumMap<>(GenerationStatus.class);
    private volatile BigDecimal costUsd = BigDecimal.ZERO;
    private volatile LastCalls lastCalls = LastCalls.NONE;
    private volatile String provider;

    /**
     * How the last calls went.
     *
     * @param answeredAt when the provider answered last, or null when it never did
     * @param failuresInARow how many calls failed since then
     * @param lastFailure the last of them, or null when there is none
     */
    record LastCalls(
            @Nullable Instant answeredAt,
            int failuresInARow,
            @Nullable RecentError lastFailure) {

        static final LastCalls NONE = new LastCalls(null, 0, null);

        LastCalls failed(RecentError error) {
            return new LastCalls(answeredAt, failuresInARow + 1, error);
        }
    }

    ConnectionMetrics(String provider) {
        this.provider = provider;
        Arrays.stream(GenerationStatus.values())
                .filter(GenerationStatus::isTerminal)
                .forEach(status -> terminal.put(status, new LongAdder()));
    }

    void leadsTo(String otherProvider) {
        provider = otherProvider;
    }

    void created() {
        created.increment();
    }

    void terminal(GenerationStatus status, Usage usage) {
        LongAdder ends = terminal.get(status);
        if (ends != null) {
            ends.increment();
        }
        add(inputTokens, usage.inputTokens());
        add(outputTokens, usage.outputTokens());
        BigDecimal cost = usage.costUsd();
        if (cost != null) {
            addCost(cost);
        }
    }

    private synchronized void addCost(BigDecimal cost) {
        costUsd = costUsd.add(cost);
    }

    private static void add(LongAdder sum, @Nullable Long tokens) {
        if (tokens != null) {
            sum.add(tokens);
        }
    }

    void retried() {
        retries.increment();
    }

    synchronized void answered(Instant now) {
        lastCalls = new LastCalls(now, 0, null);
    }

    /** An error that is about what was asked, and not about the connection, is an answer like any other. */
    synchronized void failed(RecentError error, GenAiException why) {
        failures.increment();
        if (why.getFailureKind().concernsConnection()) {
            lastCalls = lastCalls.failed(error);
        } else {
            answered(error.at());
        }
    }

    LastCalls lastCalls() {
        return lastCalls;
    }

    long createdSoFar() {
        return created.sum();
    }

    long terminalSoFar() {
        return terminal.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long retriesSoFar() {
        return retries.sum();
    }

    /** All figures together, with those that are counted elsewhere. */
    ConnectionView view(String connection, ObservationCounts reading, @Nullable Long unknown, @Nullable Long parked) {
        Map<GenerationStatus, Long> ends = new EnumMap<>(GenerationStatus.class);
        terminal.forEach((status, count) -> ends.put(status, count.sum()));
        LastCalls last = lastCalls;
        return new ConnectionView(
                connection,
                provider,
                reading.generations(),
                reading.openStreams(),
                created.sum(),
                ends,
                retries.sum(),
                failures.sum(),
                reading.events(),
                inputTokens.sum(),
                outputTokens.sum(),
                costUsd,
                unknown,
                parked,
                last.answeredAt(),
                last.failuresInARow(),
                last.lastFailure());
    }
}
