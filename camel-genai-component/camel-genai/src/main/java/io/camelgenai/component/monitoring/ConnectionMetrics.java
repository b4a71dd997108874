package io.camelgenai.component.monitoring;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.observe.LiveObservations.ObservationCounts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one connection since the component started, one for each series of a counter, and the outcome of its last calls.
 * Safe for use by several threads.
 */
final class ConnectionMetrics {

    /** Decimal, since prices are added up here too. */
    private final Map<MeterSeries, BigDecimal> totals = new ConcurrentHashMap<>();

    private volatile LastCalls lastCalls = LastCalls.NONE;
    private volatile String provider;

    /**
     * The outcome of the last calls.
     *
     * @param answeredAt when the provider answered last, or null when it never did
     * @param failuresInARow how many calls have failed since then
     * @param lastFailure the last of these failures, or null when there is none
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
    }

    void setProvider(String provider) {
        this.provider = provider;
    }

    /** Adds to the total of a series. */
    void add(MeterSeries series, BigDecimal amount) {
        totals.merge(series, amount, BigDecimal::add);
    }

    /** The sum of all series of a meter. */
    long sum(GenAiMeter meter) {
        return sum(series -> series.meter() == meter).longValue();
    }

    private long sum(GenAiMeter meter, String tag, String value) {
        return sum(series -> series.meter() == meter && series.tag(tag).equals(value))
                .longValue();
    }

    private BigDecimal sum(Predicate<MeterSeries> which) {
        return totals.entrySet().stream()
                .filter(each -> which.test(each.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    synchronized void answered(Instant now) {
        lastCalls = new LastCalls(now, 0, null);
    }

    /** Records a failed call. An error that is about the request, and not about the connection, counts as an answer. */
    synchronized void failed(RecentError error, GenAiException cause) {
        if (cause.getFailureKind().concernsConnection()) {
            lastCalls = lastCalls.failed(error);
        } else {
            answered(error.at());
        }
    }

    LastCalls lastCalls() {
        return lastCalls;
    }

    /**
     * The totals, together with the numbers that are kept elsewhere.
     *
     * @param observed the observations on this node
     * @param unknown how many unknown outcomes there are, or null when the repository cannot be read
     * @param parked how many parked deliveries there are, or null when the repository cannot be read
     */
    ConnectionView view(String connection, ObservationCounts observed, @Nullable Long unknown, @Nullable Long parked) {
        Map<GenerationStatus, Long> terminal = new EnumMap<>(GenerationStatus.class);
        for (GenerationStatus status : GenerationStatus.values()) {
            if (status.isTerminal()) {
                terminal.put(status, sum(GenAiMeter.TERMINAL, "status", status.name()));
            }
        }
        LastCalls last = lastCalls;
        return new ConnectionView(
                connection,
                provider,
                observed.generations(),
                observed.openStreams(),
                sum(GenAiMeter.CREATED),
                terminal,
                sum(GenAiMeter.RETRIES),
                sum(GenAiMeter.FAILURES),
                observed.events(),
                sum(GenAiMeter.TOKENS, "type", "input"),
                sum(GenAiMeter.TOKENS, "type", "output"),
                sum(series -> series.meter() == GenAiMeter.COST),
                unknown,
                parked,
                last.answeredAt(),
                last.failuresInARow(),
                last.lastFailure());
    }
}
