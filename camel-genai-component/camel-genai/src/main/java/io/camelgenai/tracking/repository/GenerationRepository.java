package io.camelgenai.tracking.repository;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What has to be remembered so that nothing is lost and nothing is paid for twice. Every method may wait for storage, is
 * called on threads of the component only, and is safe for use by several threads. A change stands when its method returns,
 * whatever becomes of a transaction of the caller; one that can not be stored is an exception, and then has not happened.
 *
 * <p>Several nodes may share one repository. A generation is held for watching by one node at a time, and for delivery by one
 * node at a time. What a node holds is its own until it lets go of it, or until it is taken for dead; from then on nothing
 * that it writes about it counts. A process that ends between two of these writes leaves an intent, which then is of unknown
 * outcome, or an accepted generation, which is watched again, or an end, which is delivered again.
 */
public interface GenerationRepository {

    /** What a node can hold of a generation. */
    enum Claim {
        /** To see how an accepted generation ends. */
        TRACKING,
        /** To bring an end to a route. */
        DELIVERY
    }

    /**
     * What other nodes did.
     *
     * @param held all keys that this node still holds for watching; present only when it may have lost some
     * @param toStop what it holds and is asked to follow no longer
     * @param orphans creates of dead nodes, which now are of unknown outcome
     */
    record Changes(Optional<Set<String>> claimed, List<TrackedGeneration> toStop, List<TrackedGeneration> orphans) {}

    /**
     * This node takes part from now on, until it {@linkplain #leave() leaves}.
     *
     * @return how often to ask for {@link #changes()}, and to claim what others let go of; zero where there are no others
     */
    Duration join();

    /** What other nodes did since this was called the last time. */
    Changes changes();

    /** This node lets go of all it holds. Its intents are of unknown outcome. */
    void leave();

    /** A consumer of ends is here. It is told again every minute. */
    void registerConsumer(Subscription ofEnds);

    /** The consumers of ends that other nodes told of within this time: where one is, observers acknowledge nothing. */
    List<Subscription> registeredConsumers(Duration within);

    /**
     * Stores that a create is about to be sent, by this node.
     *
     * @return what stands under the same idempotency key within provider, connection and channel, where something does, and
     *     then nothing was stored; an intent among them is that of a living node. Otherwise the given intent itself
     * @throws io.camelgenai.generation.GenAiException when it is full
     */
    TrackedGeneration begin(TrackedGeneration intent);

    /**
     * Stores a generation that somebody else created. Nobody holds it.
     *
     * @return what is kept under its id, or under its idempotency key, within provider, connection and channel already; or
     *     the given one
     */
    TrackedGeneration adopt(TrackedGeneration accepted);

    /** The create was accepted, also after its outcome was taken for unknown. This node holds it for watching. */
    TrackedGeneration accepted(TrackedGeneration intent, Generation generation);

    /** The create provably made nothing: its key is free again. */
    void rejected(String key);

    /** Nobody knows whether the create made something. */
    void unknown(String key, String why);

    /** An unknown outcome is known: this was made. Nobody holds it. Empty when there is no such unknown outcome. */
    Optional<TrackedGeneration> resolve(String key, Generation generation);

    /** An unknown outcome does not matter any more: its key is free again. False when there is no such unknown outcome. */
    boolean discard(String key);

    /**
     * A generation that this node watches ended. The first end that is stored counts.
     *
     * @param deliver whether this node is to hold it for delivery
     * @return what has to be delivered; empty when it is not this node's to end
     */
    Optional<TrackedGeneration> terminal(String key, Generation generation, boolean deliver);

    /** An end that this node holds is about to be handed to a route: one more delivery. Empty when it is not this node's. */
    Optional<TrackedGeneration> delivering(String key);

    /**
     * The last delivery succeeded, or none was wanted. What has no idempotency key is dropped.
     *
     * @return false when it is not this node's any more, or when this was not the last delivery; then it comes again
     */
    boolean acknowledge(TrackedGeneration delivered);

    /** The last delivery failed: its end is due again after this time, on any node. */
    void scheduleRedelivery(TrackedGeneration delivered, Duration wait);

    /** No route would take its end. */
    void park(TrackedGeneration delivered);

    /** A parked end is due again at once. False when none is parked under this key. */
    boolean redeliver(String key);

    /**
     * Holds generations that nobody holds: accepted ones, or ends that are due.
     *
     * @return at the most this many, the longest waiting first
     */
    List<TrackedGeneration> claim(Claim claim, Subscription subscription, int most);

    /** This node holds it no longer, if it did. */
    void release(Claim claim, String key);

    /** Nobody listened to it. A repository that outlives the process keeps it for a listener to come; others let it go. */
    void releaseUnconsumed(String key);

    /** Lets go of all that nobody holds or listens to, unless the repository outlives the process. */
    void dropUnconsumed(Predicate<Origin> unheard);

    /** Asks the node that watches a generation to stop that. */
    void requestStop(Origin origin, String id);

    /** What is kept under this key. */
    Optional<TrackedGeneration> find(String key);

    /**
     * All in this state, page by page in the order of their keys.
     *
     * @param after the last key of the page before, or an empty text
     * @param most how many at the most
     */
    List<TrackedGeneration> list(State state, String after, int most);

    /** How many are in this state, by where they belong; of what travels along there is nothing in these. */
    Map<Origin, Long> count(State state);

    /**
     * Drops what was acknowledged so long ago, and unknown outcomes without an idempotency key that are as old.
     *
     * @param retention how long they are kept
     * @param trackFor how long an accepted generation waits for somebody to watch it
     */
    void purge(Duration retention, Duration trackFor);
}
