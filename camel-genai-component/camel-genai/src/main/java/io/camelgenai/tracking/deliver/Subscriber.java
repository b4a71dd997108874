package io.camelgenai.tracking.deliver;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A consumer, as the tracker sees it. Safe for use by several threads. */
public interface Subscriber {

    /** Who it is. A consumer that comes in the place of one that stopped bears its name. */
    String name();

    /** What it wants to hear of. Never changes. */
    Subscription subscription();

    /** Whether it takes something now, later, or not at all. */
    Readiness readiness();

    /** Whether a consumer takes something. */
    enum Readiness {
        /** It does. */
        STARTED,
        /** It will: whoever has something for it waits. */
        SUSPENDED,
        /** It does not. */
        STOPPED
    }

    /** Whether it wants an exchange for a generation that ended so; what it does not want is acknowledged without one. */
    boolean accepts(Generation generation);

    /** How often and how fast it wants an end again that its route failed on. */
    RedeliveryPolicy redelivery();

    /** How many ends it takes at the same time; more are left to other nodes. */
    int maxInFlight();

    /**
     * Hands something over.
     *
     * @param handover what; asked for when a route takes it
     * @return done when the route is, failed when the route failed or there was nothing to take after all; never waits
     *     longer than until it is stopped
     */
    CompletionStage<Void> deliver(Supplier<Handover> handover);

    /**
     * A provider does not answer as it should about a generation that this one is to hear of; it is asked again later. Told
     * once, until it answers again.
     */
    default void pollFailed(TrackedGeneration tracked, GenAiException failure) {}

    /**
     * One event, or the end of a generation, on its way to a route.
     *
     * @param tracked the generation
     * @param event the event; for a consumer of ends, the last one
     * @param again whether a route may have seen it before
     */
    record Handover(TrackedGeneration tracked, GenerationEvent event, boolean redelivered) {}
}
