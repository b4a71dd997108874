package io.camelgenai.tracking.repository;

import io.camelgenai.client.CallListener;
import java.time.Duration;

/**
 * Hears what happens to generations, and to the calls around them. It is told once on the node where it happens, after it is
 * stored, on threads that have other work to do: it has to be quick, and must not throw.
 */
public interface GenerationListener extends CallListener {

    /** Hears nothing. */
    GenerationListener NONE = new GenerationListener() {};

    /** A create was accepted, and its id is stored. */
    default void created(TrackedGeneration created) {}

    /** Nobody knows whether a create was accepted. */
    default void outcomeUnknown(TrackedGeneration intent) {}

    /**
     * A generation ended.
     *
     * @param after how long after it was created, or after it was handed over to be followed
     */
    default void terminal(TrackedGeneration ended, Duration after) {}

    /** No route would take an end. */
    default void parked(TrackedGeneration parked) {}
}
