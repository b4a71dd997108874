package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads stored generations in any state, and purges old ones. */
public interface RecordStore {

    /** The generation that is stored under this key. */
    Optional<TrackedGeneration> find(String key);

    /**
     * A generation with this id, in whatever state.
     *
     * @param flow the flow of the caller; the generation may be in any channel of its connection
     * @param generationId the provider's id
     */
    Optional<TrackedGeneration> findById(Flow flow, String generationId);

    /**
     * A page of the generations in a state, in the order of their keys.
     *
     * @param after the last key of the previous page, or an empty text
     * @param max how many at most
     */
    List<TrackedGeneration> list(State state, String after, int max);

    /** How many generations are in a state, by origin without correlation id and headers. */
    Map<Origin, Long> count(State state);

    /**
     * Drops acknowledged generations, and unknown outcomes without an idempotency key, that are older than the retention; and
     * accepted generations that no node started to track in time. Of those with an idempotency key the rest is kept.
     *
     * <p>Lost answer: may be repeated.
     *
     * @param trackFor how long an accepted generation waits for a consumer
     */
    void purge(Duration retention, Duration trackFor);
}
