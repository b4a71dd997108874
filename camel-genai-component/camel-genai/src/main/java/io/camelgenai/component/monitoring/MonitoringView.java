package io.camelgenai.component.monitoring;

import io.camelgenai.client.Time;
import io.camelgenai.component.monitoring.ConnectionMetrics.LastCalls;
import io.camelgenai.tracking.Tracker;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.observe.LiveObservations;
import io.camelgenai.tracking.observe.LiveObservations.ObservationCounts;
import io.camelgenai.tracking.observe.ObservationThreads;
import io.camelgenai.tracking.repository.GenerationListeners;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator sees of a component that runs: on this node, except for what waits for a person, which all nodes share.
 * Safe for use by several threads.
 */
public final class MonitoringView {

    private static final Logger LOG = LoggerFactory.getLogger(MonitoringView.class);
    private static final int MAX_LISTED = 1000;

    private final MetricsRecorder metrics;
    private final Sources sources;

    /**
     * What is asked.
     *
     * @param watched what the component reads
     * @param streams what routes read themselves
     * @param threads where streams and held requests are waited for
     * @param tracker what follows generations
     * @param openCases what waits for a person
     */
    public record Sources(
            LiveObservations tracked,
            LiveObservations streams,
            ObservationThreads threads,
            Tracker tracker,
            Unresolved unresolved) {}

    /** @param listeners tell what happens from now on */
    public MonitoringView(GenerationListeners listeners, Sources sources, Time time) {
        this.sources = sources;
        this.metrics = new MetricsRecorder(time);
        listeners.add(metrics);
    }

    /** Every connection that was used, in the order of their names. Waits for storage. */
    public List<ConnectionView> connections() {
        Map<String, ObservationCounts> readings = counts();
        Map<Origin, Long> unknown = readable(sources.unresolved()::countUnknown);
        Map<Origin, Long> parked = readable(sources.unresolved()::countParked);
        return metrics.connections().entrySet().stream()
                .map(each -> each.getValue()
                        .view(
                                each.getKey(),
                                readings.getOrDefault(each.getKey(), ObservationCounts.NONE),
                                over(each.getKey(), unknown),
                                over(each.getKey(), parked)))
                .toList();
    }

    /** What storage tells; null where it can not be read, since the rest can be seen all the same. */
    private static <T> @Nullable T readable(Supplier<T> stored) {
        try {
            return stored.get();
        } catch (RuntimeException e) {
            LOG.debug("The repository can not be read", e);
            return null;
        }
    }

    private static @Nullable Long over(String connection, @Nullable Map<Origin, Long> counts) {
        return counts == null ? null : sum(counts, origin -> origin.connection().equals(connection));
    }

    private Map<String, ObservationCounts> counts() {
        Map<String, ObservationCounts> all = new HashMap<>(sources.tracked().counts());
        sources.streams().counts().forEach((name, reading) -> all.merge(name, reading, ObservationCounts::plus));
        return all;
    }

    /** What is read over one connection. */
    ObservationCounts observed(String connection) {
        return counts().getOrDefault(connection, ObservationCounts.NONE);
    }

    /** How the last calls over a connection went. */
    LastCalls lastCalls(String connection) {
        ConnectionMetrics known = metrics.connections().get(connection);
        return known == null ? LastCalls.NONE : known.lastCalls();
    }

    /** The last errors of all connections, the newest first; fifty at the most. */
    public List<RecentError> lastErrors() {
        return metrics.errors();
    }

    /** What is being followed for a consumer. */
    ObservationCounts tracked(Subscription subscription) {
        return sources.tracker().tracked(subscription);
    }

    /** How many generations are being observed. */
    public int inFlight() {
        return counts().values().stream()
                .mapToInt(ObservationCounts::generations)
                .sum();
    }

    /** How many streams stand open. */
    public int streamsOpen() {
        return counts().values().stream()
                .mapToInt(ObservationCounts::openStreams)
                .sum();
    }

    /** How many streams and held requests wait for a thread. */
    public int streamsWaiting() {
        return sources.threads().waiting();
    }

    /** How many streams and held requests have a thread. */
    public int streamThreads() {
        return sources.threads().running();
    }

    /** How many streams and held requests can have a thread at the same time. */
    public int maxStreams() {
        return sources.threads().limit();
    }

    /** How many creates were accepted since the component started. */
    public long created() {
        return metrics.sum(ConnectionMetrics::createdSoFar);
    }

    /** How many generations ended since the component started. */
    public long terminal() {
        return metrics.sum(ConnectionMetrics::terminalSoFar);
    }

    /** How often a call was made again since the component started. */
    public long retries() {
        return metrics.sum(ConnectionMetrics::retriesSoFar);
    }

    /** How many events were read since the component started. */
    public long events() {
        return counts().values().stream().mapToLong(ObservationCounts::events).sum();
    }

    /** How many creates of unknown outcome there are in such places. Waits for storage. */
    public long countUnknown(Predicate<Origin> places) {
        return sum(sources.unresolved().countUnknown(), places);
    }

    /** How many parked ends there are in such places. Waits for storage. */
    public long countParked(Predicate<Origin> places) {
        return sum(sources.unresolved().countParked(), places);
    }

    private static long sum(Map<Origin, Long> counts, Predicate<Origin> places) {
        return counts.entrySet().stream()
                .filter(each -> places.test(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Creates of unknown outcome, a thousand at the most. Waits for storage, and fails where it can not be read. */
    public List<UnresolvedView> unknown() {
        return shown(sources.unresolved().unknown("", MAX_LISTED));
    }

    /** Parked ends, a thousand at the most. Waits for storage, and fails where it can not be read. */
    public List<UnresolvedView> parked() {
        return shown(sources.unresolved().parked("", MAX_LISTED));
    }

    private static List<UnresolvedView> shown(List<TrackedGeneration> cases) {
        return cases.stream().map(UnresolvedView::of).toList();
    }

    /** As {@link #unknown()}, or null where storage can not be read. */
    public @Nullable List<UnresolvedView> unknownIfReadable() {
        return readable(this::unknown);
    }

    /** As {@link #parked()}, or null where storage can not be read. */
    public @Nullable List<UnresolvedView> parkedIfReadable() {
        return readable(this::parked);
    }

    /** What can be done about what waits for a person. */
    public Unresolved unresolved() {
        return sources.unresolved();
    }
}
