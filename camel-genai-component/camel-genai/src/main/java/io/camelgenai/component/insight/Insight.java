package io.camelgenai.component.insight;

import io.camelgenai.client.Time;
import io.camelgenai.component.insight.ConnectionFigures.LastCalls;
import io.camelgenai.tracking.GenerationListeners;
import io.camelgenai.tracking.LiveObservations;
import io.camelgenai.tracking.LiveObservations.Reading;
import io.camelgenai.tracking.OpenCases;
import io.camelgenai.tracking.StreamThreads;
import io.camelgenai.tracking.Subscription;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import io.camelgenai.tracking.Tracker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What an operator sees of a component that runs: on this node, except for what waits for a person, which all nodes share.
 * Safe for use by several threads.
 */
public final class Insight {

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
        Map<Origin, Long> unknown = sources.openCases().countUnknown();
        Map<Origin, Long> parked = sources.openCases().countParked();
        return figures.connections().entrySet().stream()
                .map(each -> {
                    String name = each.getKey();
                    Reading reading = readings.getOrDefault(name, Reading.NOTHING);
                    Predicate<Origin> here = origin -> origin.connection().equals(name);
                    return each.getValue()
                            .view(
                                    name,
                                    reading.generations(),
                                    reading.openStreams(),
                                    reading.events(),
                                    sum(unknown, here),
                                    sum(parked, here));
                })
                .toList();
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

    /** The last errors of all connections, the newest first; {@value Figures#MOST_ERRORS} at the most. */
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

    /** Creates of unknown outcome, a thousand at the most. Waits for storage. */
    public List<OpenCase> unknown() {
        return sources.openCases().unknown("", MOST_CASES).stream()
                .map(OpenCase::of)
                .toList();
    }

    /** Parked ends, a thousand at the most. Waits for storage. */
    public List<OpenCase> parked() {
        return sources.openCases().parked("", MOST_CASES).stream()
                .map(OpenCase::of)
                .toList();
    }

    /** What can be done about what waits for a person. */
    public OpenCases openCases() {
        return sources.openCases();
    }
}
