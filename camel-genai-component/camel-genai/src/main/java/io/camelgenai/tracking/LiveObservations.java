package io.camelgenai.tracking;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The observations that are being read now, so that they can be ended from elsewhere. Safe for use by several threads. */
public final class LiveObservations implements AutoCloseable {

    private final Set<Observation> live = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** It is being read from now on. */
    public void add(Observation observation) {
        live.add(observation);
        if (closed) {
            observation.breakOff();
        }
    }

    /** It is not read any more. */
    public void remove(Observation observation) {
        live.remove(observation);
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
