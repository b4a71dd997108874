package io.camelgenai.tracking.deliver;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A consumer, as the tracker uses it. Safe for use by several threads. */
public interface Subscriber {

    /** The name of the consumer. One that replaces a stopped consumer has its name. */
    String name();

    /** The generations that it receives. Never changes. */
    Subscription subscription();

    /** Whether it accepts deliveries now, later, or not at all. */
    Readiness readiness();

    /** Whether a consumer accepts deliveries. */
    enum Readiness {
        /** It accepts deliveries. */
        STARTED,
        /** It will accept deliveries: whoever has an event for it waits. */
        SUSPENDED,
        /** It accepts no deliveries. */
        STOPPED
    }

    /** Whether it wants an exchange for this terminal generation; others are acknowledged without an exchange. */
    boolean accepts(Generation generation);

    /** How terminal generations are redelivered to it. */
    RedeliveryPolicy redelivery();

    /** How many terminal generations it receives concurrently; more are left to other nodes. */
    int maxInFlight();

    /**
     * Delivers an event or a terminal generation.
     *
     * @param handover called when a route is ready to receive it
     * @return completed when the route is, exceptionally when the route failed or the handover threw; never waits longer than
     *     until the consumer is stopped
     */
    CompletionStage<Void> deliver(Supplier<Handover> handover);

    /**
     * Is notified that a poll of a generation failed; it is retried. Called once, until a poll succeeds again.
     *
     * @param tracked a generation that this consumer receives
     */
    default void pollFailed(TrackedGeneration tracked, GenAiException failure) {}

    /**
     * An event, or a terminal generation, that is delivered to a route.
     *
     * @param event the event; for a terminal consumer, the terminal one
     * @param redelivered whether a route may have received it before
     */
    record Handover(TrackedGeneration tracked, GenerationEvent event, boolean redelivered) {}
}
