package io.camelgenai.component.monitoring;

import io.camelgenai.client.ConcurrencyLimiter;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.Time;
import io.camelgenai.component.monitoring.ConnectionMetrics.LastCalls;
import io.camelgenai.tracking.Tracker;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.UnresolvedCounts.Counts;
import io.camelgenai.tracking.observe.LiveObservations;
import io.camelgenai.tracking.observe.LiveObservations.ObservationCounts;
import io.camelgenai.tracking.observe.ObservationThreads;
import io.camelgenai.tracking.repository.GenerationListeners;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a component that runs, as an operator sees it: that of this node, except for unknown outcomes and parked
 * deliveries, which all nodes share. Methods that list these wait for the repository; their counts are those of a short while
 * ago. Safe for use by several threads.
 */
public final class MonitoringView {

    private static final Logger LOG = LoggerFactory.getLogger(MonitoringView.class);
    private static final int MAX_LISTED = 1000;

    private final MetricsRecorder metrics;
    private final Sources sources;
    private final Time time;

    /**
     * The objects that the view reads.
     *
     * @param tracked the observations that the component itself reads
     * @param streams the observations that routes read
     * @param threads the threads of streams and long polls
     * @param work the other threads
     * @param clients the clients of the connections
     */
    public record Sources(
            LiveObservations tracked,
            LiveObservations streams,
            ObservationThreads threads,
            Supplier<List<WorkView>> work,
            ProviderClients clients,
            Tracker tracker,
            Unresolved unresolved) {}

    /** @param listeners notify the view of events from now on */
    public MonitoringView(GenerationListeners listeners, Sources sources, Time time) {
        this.sources = sources;
        this.time = time;
        this.metrics = new MetricsRecorder(time);
        listeners.add(metrics);
    }

    void exportTo(MetricsRecorder.Exporter exporter) {
        metrics.exportTo(exporter);
    }

    /** The connections that have been used, in the order of their names. */
    public List<ConnectionView> connections() {
        Map<String, ObservationCounts> observed = observed();
        Counts counts = sources.unresolved().counts();
        boolean counted = counts.countedAt() != null;
        Map<Origin, Long> unknown = counted ? counts.unknown() : null;
        Map<Origin, Long> parked = counted ? counts.parked() : null;
        return metrics.connections().entrySet().stream()
                .map(each -> each.getValue()
                        .view(
                                each.getKey(),
                                observed.getOrDefault(each.getKey(), ObservationCounts.NONE),
                                sum(unknown, each.getKey()),
                                sum(parked, each.getKey())))
                .toList();
    }

    /** Reads from the repository; null where it cannot be read, so that everything else is still shown at once. */
    private <T> @Nullable T readOrNull(Supplier<T> stored) {
        if (!sources.unresolved().isReachable()) {
            return null;
        }
        try {
            return stored.get();
        } catch (RuntimeException e) {
            LOG.debug("The repository cannot be read", e);
            return null;
        }
    }

    private static @Nullable Long sum(@Nullable Map<Origin, Long> counts, String connection) {
        return counts == null ? null : sum(counts, origin -> origin.connection().equals(connection));
    }

    private Map<String, ObservationCounts> observed() {
        Map<String, ObservationCounts> all = new HashMap<>(sources.tracked().counts());
        sources.streams().counts().forEach((name, counts) -> all.merge(name, counts, ObservationCounts::plus));
        return all;
    }

    ObservationCounts observed(String connection) {
        return observed().getOrDefault(connection, ObservationCounts.NONE);
    }

    LastCalls lastCalls(String connection) {
        ConnectionMetrics known = metrics.connections().get(connection);
        return known == null ? LastCalls.NONE : known.lastCalls();
    }

    /** The last errors of all connections, the newest first; at most 50. */
    public List<RecentError> lastErrors() {
        return metrics.errors();
    }

    /** The generations that this node tracks for a consumer. */
    ObservationCounts tracked(Subscription subscription) {
        return sources.tracker().tracked(subscription);
    }

    /** How many generations this node observes. */
    public int inFlight() {
        return total().generations();
    }

    /** How many streams are open on this node. */
    public int streamsOpen() {
        return total().openStreams();
    }

    /** How many streams and long polls wait for a thread. */
    public int streamsWaiting() {
        return sources.threads().waiting();
    }

    /** How many streams and long polls have a thread. */
    public int streamThreads() {
        return sources.threads().running();
    }

    /** How many streams and long polls can have a thread concurrently. */
    public int maxStreams() {
        return sources.threads().limit();
    }

    /** The threads of calls, routes and control. */
    public List<WorkView> work() {
        return sources.work().get();
    }

    WorkView work(String kind) {
        return work().stream()
                .filter(each -> each.kind().equals(kind))
                .findAny()
                .orElseThrow();
    }

    /** The limit of the calls in flight over a connection. */
    ConcurrencyLimiter calls(String connection) {
        return sources.clients().get(connection).calls();
    }

    /** How many creates were accepted since the component started. */
    public long created() {
        return metrics.sum(GenAiMeter.CREATED);
    }

    /** How many generations became terminal since the component started. */
    public long terminal() {
        return metrics.sum(GenAiMeter.TERMINAL);
    }

    /** How many calls were retried since the component started. */
    public long retries() {
        return metrics.sum(GenAiMeter.RETRIES);
    }

    /** How many events were read since the component started. */
    public long events() {
        return total().events();
    }

    private ObservationCounts total() {
        return observed().values().stream().reduce(ObservationCounts.NONE, ObservationCounts::plus);
    }

    /**
     * How many unknown outcomes there are of such an origin, as they were counted last. Never waits.
     *
     * @throws IllegalStateException when they were never counted
     */
    public long countUnknown(Predicate<Origin> origins) {
        return sum(counted().unknown(), origins);
    }

    /** How many parked deliveries there are of such an origin, as {@link #countUnknown}. */
    public long countParked(Predicate<Origin> origins) {
        return sum(counted().parked(), origins);
    }

    private Counts counted() {
        Counts counts = sources.unresolved().counts();
        if (counts.countedAt() == null) {
            throw new IllegalStateException("The repository could not be read since the component started");
        }
        return counts;
    }

    /** When unknown outcomes and parked deliveries were counted last, or null when they never were. */
    public @Nullable Instant countedAt() {
        return sources.unresolved().counts().countedAt();
    }

    /** Whether the last attempt to count unknown outcomes and parked deliveries succeeded. */
    boolean isCountCurrent() {
        return sources.unresolved().counts().current();
    }

    /** The age of the counts in seconds; not a number when they were never counted. */
    double countAge() {
        Instant countedAt = countedAt();
        return countedAt == null
                ? Double.NaN
                : Duration.between(countedAt, time.now()).toMillis() / 1000.0;
    }

    private static long sum(Map<Origin, Long> counts, Predicate<Origin> origins) {
        return counts.entrySet().stream()
                .filter(each -> origins.test(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The unknown outcomes, at most 1000. Throws what the repository throws. */
    public List<UnresolvedView> unknown() {
        return views(sources.unresolved().unknown("", MAX_LISTED));
    }

    /** The parked deliveries, at most 1000. Throws what the repository throws. */
    public List<UnresolvedView> parked() {
        return views(sources.unresolved().parked("", MAX_LISTED));
    }

    private static List<UnresolvedView> views(List<TrackedGeneration> generations) {
        return generations.stream().map(UnresolvedView::of).toList();
    }

    /** As {@link #unknown()}, or null when the repository cannot be read. */
    public @Nullable List<UnresolvedView> unknownOrNull() {
        return readOrNull(this::unknown);
    }

    /** As {@link #parked()}, or null when the repository cannot be read. */
    public @Nullable List<UnresolvedView> parkedOrNull() {
        return readOrNull(this::parked);
    }

    /** The operations on unknown outcomes and parked deliveries. */
    public Unresolved unresolved() {
        return sources.unresolved();
    }
}
