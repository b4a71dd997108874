package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The membership of this node among those that share the repository. */
public interface ClusterMembership {

    /**
     * What other nodes did.
     *
     * @param claimed all keys that this node has still claimed for tracking; present only when it may have lost some
     * @param toStop generations that this node tracks and is asked to stop tracking
     * @param toPoll generations that this node tracks and is asked to poll now
     * @param orphans creates of nodes whose lease expired; their outcome now is unknown
     */
    record Changes(
            Optional<Set<String>> claimed,
            List<TrackedGeneration> toStop,
            List<TrackedGeneration> toPoll,
            List<TrackedGeneration> orphans) {}

    /**
     * Joins, until this node {@linkplain #leave() leaves}.
     *
     * <p>Lost answer: may be repeated; a lease that nobody renews expires.
     *
     * @return how often to ask for {@link #changes()} and to claim what others released; zero where there are no other nodes
     */
    Duration join();

    /**
     * What other nodes did since the last call.
     *
     * <p>Lost answer: the requests to stop and to poll are lost; the rest is in the next answer.
     */
    Changes changes();

    /**
     * What this node has claimed, by key: intents and accepted generations for tracking, terminal ones for delivery. Empty where
     * no answer of a write can be lost.
     */
    Map<String, State> claimed();

    /**
     * Leaves, and releases all that this node has claimed. The outcome of its intents is unknown.
     *
     * <p>Lost answer: what was not released is free when the lease expires.
     */
    void leave();

    /**
     * Registers a terminal consumer of this node. A registration is renewed every minute.
     *
     * <p>Lost answer: may be repeated.
     */
    void registerConsumer(Subscription terminal);

    /**
     * The terminal consumers that any node registered within this time. Observers acknowledge nothing that one of these
     * receives.
     */
    List<Subscription> registeredConsumers(Duration within);
}
