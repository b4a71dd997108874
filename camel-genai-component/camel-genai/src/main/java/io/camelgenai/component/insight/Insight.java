package io.camelgenai.component.insight;

import io.camelgenai.client.Time;
import io.camelgenai.component.insight.ConnectionFigures.LastCalls;
import io.camelgenai.tracking.GenerationListeners;
import io.camelgenai.tracking.LiveObservations;
import io.camelgenai.tracking.LiveObservations.Reading;
import io.camelgenai.tracking.OpenCases;
import io.camelgenai.tracking.StreamThreads;
import io.camelgenai.tracking.Subscription;
import io.camelgenai.tracking.TrackedGeneration;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import io.camelgenai.tracking.Tracker;
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
public final class Insight {

    private static final Logger LOG = LoggerFactory.getLogger(Insight.class);
    private static final int MOST_CASES = 1000;

    private final Figures figures;
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
            LiveObservations watched,
            LiveObservations streams,
            StreamThreads threads,
            Tracker tracker,
            OpenCases openCases) {}

    /** @param listeners tell what happens from now on */
    public Insight(GenerationListeners listeners, Sources sources, Time time) {
        this.sources = sources;
        this.figures = new Figures(time);
        listeners.add(figures);
    }

    /** Every connection that was used, in the order of their names. Waits for storage. */
    public List<ConnectionView> connections() {
        Map<String, Reading> readings = readings();
        Map<Origin, Long> unknown = readable(sources.openCases()::countUnknown);
        Map<Origin, Long> parked = readable(sources.openCases()::countParked);
        return figures.connections().entrySet().stream()
                .map(each -> each.getValue()
                        .view(
                                each.getKey(),
                                readings.getOrDefault(each.getKey(), Reading.NOTHING),
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

    private Map<String, Reading> readings() {
        Map<String, Reading> all = new HashMap<>(sources.watched().readings());
        sources.streams().readings().forEach((name, reading) -> all.merge(name, reading, Reading::plus));
        return all;
    }

    /** What is read over one connection. */
    Reading reading(String connection) {
        return readings().getOrDefault(connection, Reading.NOTHING);
    }

    /** How the last calls over a connection went. */
    LastCalls lastCalls(String connection) {
        ConnectionFigures known = figures.connections().get(connection);
        return known == null ? LastCalls.NONE : known.lastCalls();
    }

    /** The last errors of all connections, the newest first; fifty at the most. */
    public List<SeenError> lastErrors() {
        return figures.errors();
    }

    /** What is being followed for a consumer. */
    Reading followed(Subscription subscription) {
        return sources.tracker().followed(subscription);
    }

    /** How many generations are being observed. */
    public int inFlight() {
        return readings().values().stream().mapToInt(Reading::generations).sum();
    }

    /** How many streams stand open. */
    public int streamsOpen() {
        return readings().values().stream().mapToInt(Reading::openStreams).sum();
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
        return sources.threads().most();
    }

    /** How many creates were accepted since the component started. */
    public long created() {
        return figures.sum(ConnectionFigures::createdSoFar);
    }

    /** How many generations ended since the component started. */
    public long terminal() {
        return figures.sum(ConnectionFigures::terminalSoFar);
    }

    /** How often a call was made again since the component started. */
    public long retries() {
        return figures.sum(ConnectionFigures::retriesSoFar);
    }

    /** How many events were read since the component started. */
    public long events() {
        return readings().values().stream().mapToLong(Reading::events).sum();
    }

    /** How many creates of unknown outcome there are in such places. Waits for storage. */
    public long countUnknown(Predicate<Origin> places) {
        return sum(sources.openCases().countUnknown(), places);
    }

    /** How many parked ends there are in such places. Waits for storage. */
    public long countParked(Predicate<Origin> places) {
        return sum(sources.openCases().countParked(), places);
    }

    private static long sum(Map<Origin, Long> counts, Predicate<Origin> places) {
        return counts.entrySet().stream()
                .filter(each -> places.test(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Creates of unknown outcome, a thousand at the most. Waits for storage, and fails where it can not be read. */
    public List<OpenCase> unknown() {
        return shown(sources.openCases().unknown("", MOST_CASES));
    }

    /** Parked ends, a thousand at the most. Waits for storage, and fails where it can not be read. */
    public List<OpenCase> parked() {
        return shown(sources.openCases().parked("", MOST_CASES));
    }

    private static List<OpenCase> shown(List<TrackedGeneration> cases) {
        return cases.stream().map(OpenCase::of).toList();
    }

    /** As {@link #unknown()}, or null where storage can not be read. */
    public @Nullable List<OpenCase> unknownIfReadable() {
        return readable(this::unknown);
    }

    /** As {@link #parked()}, or null where storage can not be read. */
    public @Nullable List<OpenCase> parkedIfReadable() {
        return readable(this::parked);
    }

    /** What can be done about what waits for a person. */
    public OpenCases openCases() {
        return sources.openCases();
    }
}
