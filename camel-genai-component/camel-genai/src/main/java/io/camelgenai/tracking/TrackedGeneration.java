package io.camelgenai.tracking;

import io.camelgenai.generation.Generation;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a generation from the intent to create it until its end was acknowledged.
 *
 * @param key our name for it
 * @param origin where it belongs
 * @param idempotency what makes a second create the same, or null where nothing does
 * @param clientId the id that we chose for it, for providers that take one
 * @param state how far it is
 * @param generation what was last stored of it
 * @param why why its outcome is not known, or null
 * @param deliveries how often its end was handed to a route
 * @param since when it came into its state
 */
public record TrackedGeneration(
        String key,
        Origin origin,
        @Nullable Idempotency idempotency,
        String clientId,
        State state,
        Generation generation,
        @Nullable String why,
        int deliveries,
        Instant since) {

    /** How far a generation is, from our side. */
    public enum State {
        /** About to be created; a create may be on the wire. */
        INTENT,
        /** It has an id, and has not ended yet. */
        ACCEPTED,
        /** Nobody knows whether it was created. */
        UNKNOWN,
        /** It ended, and no route has taken that yet. */
        TERMINAL,
        /** It ended, and no route would take that; a person has to look. */
        PARKED,
        /** All is done. It is kept for its idempotency key. */
        ACKNOWLEDGED
    }

    /**
     * Where a generation belongs, and what travels along.
     *
     * @param provider the provider
     * @param model the model that was asked for, or null where none was named
     * @param connection the connection by which it was made
     * @param channel the channel of its flow
     * @param correlationId the caller's own name for it, or null
     * @param carried headers to be given back
     */
    public record Origin(
            String provider,
            @Nullable String model,
            String connection,
            String channel,
            @Nullable String correlationId,
            Map<String, Object> carried) {

        public Origin {
            carried = Map.copyOf(carried);
        }
    }

    /**
     * What makes two creates the same.
     *
     * @param key the caller's key
     * @param fingerprint a digest of what was asked for
     */
    public record Idempotency(String key, String fingerprint) {}

    /** The provider's name for it, where it has one. */
    public @Nullable String id() {
        return generation.id();
    }

    /** Whether its end may still have to be seen or delivered. */
    public boolean isUnfinished() {
        return state == State.ACCEPTED || state == State.TERMINAL;
    }

    /** The same in another state. */
    TrackedGeneration in(State next, Generation seen, Instant now) {
        return new TrackedGeneration(key, origin, idempotency, clientId, next, seen, why, deliveries, now);
    }

    TrackedGeneration unknown(String reason, Instant now) {
        return new TrackedGeneration(
                key, origin, idempotency, clientId, State.UNKNOWN, generation, reason, deliveries, now);
    }

    TrackedGeneration delivering() {
        return new TrackedGeneration(key, origin, idempotency, clientId, state, generation, why, deliveries + 1, since);
    }

    /** Shows names and state, never a prompt, a text or a header. */
    @Override
    public String toString() {
        return "TrackedGeneration[" + origin.provider() + " " + id() + " " + state + "]";
    }
}
