package io.camelgenai.tracking.repository;

import io.camelgenai.client.CallListener;
import java.time.Duration;

/**
 * Is notified of what happens to generations and to the calls around them: once, on the node where it happens, after it is
 * stored. The threads have other work to do: an implementation returns quickly and does not throw.
 */
public interface GenerationListener extends CallListener {

    /** Does nothing. */
    GenerationListener NONE = new GenerationListener() {};

    /** A create was accepted, and its id is stored. */
    default void created(TrackedGeneration created) {}

    /**
     * A create has failed: it was rejected, its request did not arrive, or its outcome is unknown. Its record is updated after this.
     *
     * @param after the time since it began, its retries included
     */
    default void createFailed(TrackedGeneration intent, Throwable cause, Duration after) {}

    /** It is unknown whether a create was accepted. */
    default void outcomeUnknown(TrackedGeneration intent) {}

    /**
     * A generation is terminal.
     *
     * @param after the time since it was created, or since it was handed to the tracker
     */
    default void terminal(TrackedGeneration terminal, Duration after) {}

    /** No route accepted a terminal generation. */
    default void parked(TrackedGeneration parked) {}
}
