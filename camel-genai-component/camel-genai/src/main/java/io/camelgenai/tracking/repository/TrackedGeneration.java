package io.camelgenai.tracking.repository;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.LocalId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A generation as the repository stores it, from the intent to create it until its terminal state was acknowledged.
 *
 * @param key the key of the stored record
 * @param origin where it belongs
 * @param idempotency what makes a second create the same, or null where nothing does
 * @param clientId the id that was chosen for the create, for providers that accept one; otherwise empty
 * @param creatorOnly whether only the node that created it can observe it, since the provider has neither a GET nor a stream
 *     to attach to
 * @param state how far it is
 * @param generation the last state that was stored of it
 * @param reason why its outcome is unknown, or null
 * @param trackings how often a node started to track it
 * @param deliveries how often its terminal state was handed to a route
 * @param since when it entered its state
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

    /** How far the component is with a generation. */
    public enum State {
        /** The create is about to be sent, or in flight. */
        INTENT,
        /** The generation has an id, and is not terminal. */
        ACCEPTED,
        /** It is unknown whether the create was accepted. */
        UNKNOWN,
        /** The generation is terminal, and not delivered yet. */
        TERMINAL,
        /** The generation is terminal, and no route accepted its delivery: it needs an operator. */
        PARKED,
        /** All is done. What is left is kept for its idempotency key, see {@link #acknowledged}. */
        ACKNOWLEDGED
    }

    /**
     * Where a generation belongs, and what is given back with it.
     *
     * @param flow its flow
     * @param model the model that was requested, or null where none was named
     * @param correlationId the caller's own name for it, or null
     * @param carriedHeaders headers to be restored: texts, numbers and booleans
     */
    public record Origin(
            Flow flow, @Nullable String model, @Nullable String correlationId, Map<String, Object> carriedHeaders) {

        public Origin {
            carriedHeaders = Map.copyOf(carriedHeaders);
        }

        /** An origin without correlation id and headers. */
        public static Origin of(Flow flow, @Nullable String model) {
            return new Origin(flow, model, null, Map.of());
        }

        public String provider() {
            return flow.provider();
        }

        public String connection() {
            return flow.connection();
        }

        public String channel() {
            return flow.channel();
        }
    }

    /**
     * What makes two creates the same.
     *
     * @param key the caller's idempotency key
     * @param fingerprint a digest of the request
     */
    public record Idempotency(String key, String fingerprint) {}

    /** The provider's id, where there is one. */
    public @Nullable String id() {
        return generation.id();
    }

    /** A generation that is about to be created. */
    public static TrackedGeneration intent(
            Origin origin,
            @Nullable Idempotency idempotency,
            String clientId,
            boolean creatorOnly,
            Generation requested,
            Instant now) {
        return new TrackedGeneration(
                RecordKey.next(), origin, idempotency, clientId, creatorOnly, State.INTENT, requested, null, 0, 0, now);
    }

    /** A generation that was created elsewhere. */
    public static TrackedGeneration adopted(
            Generation known, Origin origin, @Nullable Idempotency idempotency, Instant now) {
        String key = RecordKey.of(origin.flow(), String.valueOf(known.id()));
        return new TrackedGeneration(key, origin, idempotency, "", false, State.ACCEPTED, known, null, 0, 0, now);
    }

    /** A copy in another state. */
    public TrackedGeneration in(State next, Generation seen, Instant now) {
        return with(origin, next, seen, null, now);
    }

    /** A copy whose outcome is unknown. */
    public TrackedGeneration unknown(String why, Instant now) {
        return with(origin, State.UNKNOWN, generation, why, now);
    }

    /**
     * The rest that is kept for its idempotency key: names, fingerprint and status, why it failed, if it did; and its result,
     * where nobody else can give it again.
     */
    public TrackedGeneration acknowledged(Instant now) {
        Generation rest =
                creatorOnly || LocalId.is(id()) ? generation.with().raw(null).build() : withoutResult(generation);
        return with(Origin.of(origin.flow(), origin.model()), State.ACKNOWLEDGED, rest, null, now);
    }

    /** A copy without a result. */
    public TrackedGeneration withoutResult() {
        return with(origin, state, withoutResult(generation), reason, since);
    }

    private static Generation withoutResult(Generation generation) {
        return Generation.of(generation.provider())
                .id(generation.id())
                .model(generation.model())
                .status(generation.status())
                .error(generation.status() == GenerationStatus.COMPLETED ? null : generation.error())
                .build();
    }

    /** Whether the generation may have had a result that the repository no longer has. */
    public boolean lacksResult() {
        return state == State.ACKNOWLEDGED
                && generation.isTerminal()
                && generation.status() != GenerationStatus.FAILED
                && generation.equals(withoutResult(generation));
    }

    private TrackedGeneration with(Origin from, State next, Generation seen, @Nullable String why, Instant now) {
        return new TrackedGeneration(
                key, from, idempotency, clientId, creatorOnly, next, seen, why, trackings, deliveries, now);
    }

    /** A copy with these counts. */
    public TrackedGeneration counted(int tracked, int delivered) {
        return new TrackedGeneration(
                key, origin, idempotency, clientId, creatorOnly, state, generation, reason, tracked, delivered, since);
    }

    /** A copy with this idempotency key, or with none. */
    public TrackedGeneration withIdempotency(@Nullable Idempotency other) {
        return new TrackedGeneration(
                key, origin, other, clientId, creatorOnly, state, generation, reason, trackings, deliveries, since);
    }

    /** Shows names and state, never a prompt, a text or a header. */
    @Override
    public String toString() {
        return "TrackedGeneration[" + origin.provider() + " " + id() + " " + state + "]";
    }
}
