package io.camelgenai.tracking.repository;

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
 * @param clientId the id that we chose for it, for providers that take one; otherwise empty
 * @param holderOnly whether nobody but the one who created it can see its end, since the provider has neither a GET nor a
 *     stream to attach to
 * @param state how far it is
 * @param generation what was last stored of it
 * @param why why its outcome is not known, or null
 * @param watches how often somebody began to watch it
 * @param deliveries how often its end was handed to a route
 * @param since when it came into its state
 */
public record TrackedGeneration(
        String key,
        Origin origin,
        @Nullable Idempotency idempotency,
        String clientId,
        boolean creatorOnly,
        State state,
        Generation generation,
        @Nullable String reason,
        int trackings,
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
        /** All is done. Key, id, fingerprint and status are kept for its idempotency key. */
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
     * @param carried headers to be given back: texts, numbers and booleans
     */
    public record Origin(
            String provider,
            @Nullable String model,
            String connection,
            String channel,
            @Nullable String correlationId,
            Map<String, Object> carriedHeaders) {

        public Origin {
            carriedHeaders = Map.copyOf(carriedHeaders);
        }

        /** The same without what travels along. */
        Origin withoutHeaders() {
            return new Origin(provider, model, connection, channel, null, Map.of());
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

    /** A generation that is about to be created. */
    public static TrackedGeneration intent(
            Origin origin,
            @Nullable Idempotency idempotency,
            String clientId,
            boolean holderOnly,
            Generation asked,
            Instant now) {
        return new TrackedGeneration(
                RecordKey.next(), origin, idempotency, clientId, holderOnly, State.INTENT, asked, null, 0, 0, now);
    }

    /** A generation that somebody else created. */
    public static TrackedGeneration adopted(
            Generation known, Origin origin, @Nullable Idempotency idempotency, Instant now) {
        return new TrackedGeneration(
                RecordKey.of(origin, String.valueOf(known.id())),
                origin,
                idempotency,
                "",
                false,
                State.ACCEPTED,
                known,
                null,
                0,
                0,
                now);
    }

    /** The same in another state. */
    public TrackedGeneration in(State next, Generation seen, Instant now) {
        return new TrackedGeneration(
                key, origin, idempotency, clientId, creatorOnly, next, seen, null, trackings, deliveries, now);
    }

    /** The same, of which nobody knows whether it was created. */
    public TrackedGeneration unknown(String reason, Instant now) {
        return new TrackedGeneration(
                key,
                origin,
                idempotency,
                clientId,
                creatorOnly,
                State.UNKNOWN,
                generation,
                reason,
                trackings,
                deliveries,
                now);
    }

    /** What is left of it when all is done: its names, its fingerprint and its status. */
    public TrackedGeneration acknowledged(Instant now) {
        Generation rest = Generation.of(generation.provider())
                .id(generation.id())
                .model(generation.model())
                .status(generation.status())
                .build();
        return new TrackedGeneration(
                key,
                origin.withoutHeaders(),
                idempotency,
                clientId,
                creatorOnly,
                State.ACKNOWLEDGED,
                rest,
                null,
                trackings,
                deliveries,
                now);
    }

    /** The same after so many watches and deliveries. */
    public TrackedGeneration counted(int watched, int delivered) {
        return new TrackedGeneration(
                key, origin, idempotency, clientId, creatorOnly, state, generation, reason, watched, delivered, since);
    }

    /** The same under this idempotency key, or under none. */
    public TrackedGeneration under(@Nullable Idempotency same) {
        return new TrackedGeneration(
                key, origin, same, clientId, creatorOnly, state, generation, reason, trackings, deliveries, since);
    }

    /** Shows names and state, never a prompt, a text or a header. */
    @Override
    public String toString() {
        return "TrackedGeneration[" + origin.provider() + " " + id() + " " + state + "]";
    }
}
