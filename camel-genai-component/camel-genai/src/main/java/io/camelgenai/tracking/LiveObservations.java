package io.camelgenai.tracking;

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
    private final Map<String, Long> eventsOfEnded = new HashMap<>();
    private volatile boolean closed;

    /**
     * What is read over one connection.
     *
     * @param generations how many generations are being observed
     * @param openStreams how many streams stand open for that
     * @param events how many events were read so far, those of earlier observations included
     */
    public record Reading(int generations, int openStreams, long events) {

        /** Nothing at all. */
        public static final Reading NOTHING = new Reading(0, 0, 0);

        static Reading of(Observation observation) {
            return new Reading(1, observation.isStreamOpen() ? 1 : 0, observation.events());
        }

        /** Both together. */
        public Reading plus(Reading other) {
            return new Reading(generations + other.generations, openStreams + other.openStreams, events + other.events);
        }
    }

    /** It is being read from now on. */
    public void add(Observation observation) {
        live.add(observation);
        if (closed) {
            observation.breakOff();
        }
    }

    /** It is not read any more. */
    public void remove(Observation observation) {
        synchronized (eventsOfEnded) {
            if (live.remove(observation)) {
                eventsOfEnded.merge(observation.connection(), observation.events(), Long::sum);
            }
        }
    }

    /** What is read now, by connection. Each observation counts its own events; they are added up here. */
    public Map<String, Reading> readings() {
        Map<String, Reading> readings = new HashMap<>();
        synchronized (eventsOfEnded) {
            eventsOfEnded.forEach((connection, events) -> readings.put(connection, new Reading(0, 0, events)));
            for (Observation each : live) {
                readings.merge(each.connection(), Reading.of(each), Reading::plus);
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
    public Optional<Generation> abandon(String connection, String id, GenerationError why) {
        Optional<Generation> known = Optional.empty();
        for (Observation each : live) {
            Generation seen = each.soFar();
            if (connection.equals(each.connection()) && id.equals(seen.id())) {
                each.abandon(why);
                known = Optional.of(seen);
            }
        }
        return known;
    }

    /** Ends all, and whatever comes later: those who read hear that it is not the end. */
    @Override
    public void close() {
        closed = true;
        live.forEach(Observation::breakOff);
    }
}
