package io.camelgenai.tracking.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The observations that are being read, to be counted and to be ended from other threads. Thread-safe. */
public final class LiveObservations implements AutoCloseable {

    private final Set<Observation> live = ConcurrentHashMap.newKeySet();
    private final Map<Address, Set<PollingObservation>> polling = new ConcurrentHashMap<>();
    private final Map<String, Long> eventsOfFinished = new HashMap<>();
    private volatile boolean closed;

    /** Where a generation is: two accounts may have the same id. */
    private record Address(String connection, String id) {

        static Address of(PollingObservation observation) {
            return new Address(observation.connection(), observation.id());
        }
    }

    /**
     * Counts of one connection.
     *
     * @param generations how many generations are being observed
     * @param openStreams how many streams are open
     * @param events how many events were read so far, those of finished observations included
     */
    public record ObservationCounts(int generations, int openStreams, long events) {

        public static final ObservationCounts NONE = new ObservationCounts(0, 0, 0);

        public static ObservationCounts of(Observation observation) {
            return new ObservationCounts(1, observation.isStreamOpen() ? 1 : 0, observation.events());
        }

        public ObservationCounts plus(ObservationCounts other) {
            return new ObservationCounts(
                    generations + other.generations, openStreams + other.openStreams, events + other.events);
        }
    }

    /** After {@link #close}, the observation is interrupted at once. */
    public void add(Observation observation) {
        live.add(observation);
        if (observation instanceof PollingObservation each) {
            polling.compute(Address.of(each), (address, all) -> {
                Set<PollingObservation> more = all == null ? ConcurrentHashMap.newKeySet() : all;
                more.add(each);
                return more;
            });
        }
        if (closed) {
            observation.interrupt();
        }
    }

    public void remove(Observation observation) {
        if (observation instanceof PollingObservation each) {
            polling.computeIfPresent(
                    Address.of(each), (address, all) -> all.remove(each) && all.isEmpty() ? null : all);
        }
        synchronized (eventsOfFinished) {
            if (live.remove(observation)) {
                eventsOfFinished.merge(observation.connection(), observation.events(), Long::sum);
            }
        }
    }

    /** The counts by connection. Each observation counts its own events; they are added up here. */
    public Map<String, ObservationCounts> counts() {
        Map<String, ObservationCounts> counts = new HashMap<>();
        synchronized (eventsOfFinished) {
            eventsOfFinished.forEach(
                    (connection, events) -> counts.put(connection, new ObservationCounts(0, 0, events)));
            for (Observation each : live) {
                counts.merge(each.connection(), ObservationCounts.of(each), ObservationCounts::plus);
            }
        }
        return counts;
    }

    /**
     * Declares a generation incomplete in all its observations.
     *
     * @param connection the connection over which it is observed: two accounts may have the same id
     * @return the state so far, or empty when nobody observes it
     */
    public Optional<Generation> declareIncomplete(String connection, String id, GenerationError error) {
        Optional<Generation> known = Optional.empty();
        for (Observation each : live) {
            Generation current = each.current();
            if (connection.equals(each.connection()) && id.equals(current.id())) {
                each.declareIncomplete(error);
                known = Optional.of(current);
            }
        }
        return known;
    }

    /**
     * Passes on what a provider reports by itself of a generation.
     *
     * @param connection the connection over which it is observed
     * @param document the provider's document of the generation, or null where it has to be polled
     * @return whether somebody observes it
     */
    public boolean report(String connection, String id, @Nullable JsonNode document) {
        Set<PollingObservation> observations = polling.getOrDefault(new Address(connection, id), Set.of());
        observations.forEach(each -> each.report(document));
        return !observations.isEmpty();
    }

    /** Interrupts all observations, and those that are added later. */
    @Override
    public void close() {
        closed = true;
        live.forEach(Observation::interrupt);
    }
}
