package io.camelgenai.tracking;

import io.camelgenai.generation.Generation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has to be remembered so that nothing is lost and nothing is paid for twice. Every method may wait for storage, is
 * called on threads of the component only, and is safe for use by several threads. A change that can not be stored is an
 * exception, and then has not happened.
 */
public interface GenerationRepository {

    /**
     * Stores that a create is about to be sent.
     *
     * @return what stands under the same idempotency key within provider, connection and channel, where something does, and
     *     then nothing was stored; otherwise the intent itself
     * @throws io.camelgenai.generation.GenAiException when it is full
     */
    TrackedGeneration begin(TrackedGeneration intent);

    /**
     * Stores a generation that somebody else created.
     *
     * @return the one that is kept under its id within provider, connection and channel already, or the given one
     */
    TrackedGeneration adopt(TrackedGeneration accepted);

    /** The create was accepted. */
    TrackedGeneration accepted(String key, Generation generation);

    /** The create provably made nothing: its key is free again. */
    void rejected(String key);

    /** Nobody knows whether the create made something. */
    TrackedGeneration unknown(String key, String why);

    /**
     * The generation ended. The first end that is stored counts.
     *
     * @return what has to be delivered; empty when its end was taken already
     */
    Optional<TrackedGeneration> terminal(String key, Generation generation);

    /**
     * Its end is about to be handed to a route.
     *
     * @return the same, with one more delivery; empty when its end is not to be delivered any more
     */
    Optional<TrackedGeneration> delivering(String key);

    /** A route took its end, or its own exchange did. What has no idempotency key is dropped. */
    void acknowledged(String key);

    /** No route would take its end. */
    void parked(String key);

    /**
     * Nobody listens to its channel.
     *
     * @return whether it was let go; a repository that outlives the process keeps it for a listener to come
     */
    boolean abandon(String key);

    /** What is kept under this name. */
    Optional<TrackedGeneration> find(String key);

    /** All whose end has to be seen, or delivered. */
    List<TrackedGeneration> unfinished();

    /** All that no route would take. */
    List<TrackedGeneration> parked();

    /** Drops what was acknowledged before this moment. */
    void purge(Instant before);
}
