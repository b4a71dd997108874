package io.camelgenai.tracking.observe;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The observations that are being read now, so that they can be seen, and ended from elsewhere. Safe for use by several threads. */
public final class LiveObservations implements AutoCloseable {

    private final Set<Observation> live = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> eventsOfFinished = new HashMap<>();
    private volatile boolean closed;

    /**
     * What is read over one connection.
     *
     * @param generations how many generations are being observed
     * @param openStreams how many streams stand open for that
     * @param events how many events were read so far, those of earlier observations included
     */
    public record ObservationCounts(int generations, int openStreams, long events) {

        /** Nothing at all. */
        public static final ObservationCounts NONE = new ObservationCounts(0, 0, 0);

        public static ObservationCounts of(Observation observation) {
            return new ObservationCounts(1, observation.isStreamOpen() ? 1 : 0, observation.events());
        }

        /** Both together. */
        public ObservationCounts plus(ObservationCounts other) {
            return new ObservationCounts(
                    generations + other.generations, openStreams + other.openStreams, events + other.events);
        }
    }

    /** It is being read from now on. */
    public void add(Observation observation) {
        live.add(observation);
        if (closed) {
            observation.interrupt();
        }
    }

    /** It is not read any more. */
    public void remove(Observation observation) {
        synchronized (eventsOfFinished) {
            if (live.remove(observation)) {
                eventsOfFinished.merge(observation.connection(), observation.events(), Long::sum);
            }
        }
    }

    /** What is read now, by connection. Each observation counts its own events; they are added up here. */
    public Map<String, ObservationCounts> counts() {
        Map<String, ObservationCounts> readings = new HashMap<>();
        synchronized (eventsOfFinished) {
            eventsOfFinished.forEach(
                    (connection, events) -> readings.put(connection, new ObservationCounts(0, 0, events)));
            for (Observation each : live) {
                readings.merge(each.connection(), ObservationCounts.of(each), ObservationCounts::plus);
            }
        }
        return readings;
    }

    /**
     * Ends the observations of a generation; their last event tells why.
     *
     * @param connection over which it is observed: two accounts may have the same id
     * @return what was known of it, or empty when nobody observed it
     */
    public Optional<Generation> declareIncomplete(String connection, String id, GenerationError why) {
        Optional<Generation> known = Optional.empty();
        for (Observation each : live) {
            Generation seen = each.current();
            if (connection.equals(each.connection()) && id.equals(seen.id())) {
                each.declareIncomplete(why);
                known = Optional.of(seen);
            }
        }
        return known;
    }

    /** Ends all, and whatever comes later: those who read hear that it is not the end. */
    @Override
    public void close() {
        closed = true;
        live.forEach(Observation::interrupt);
    }
}
