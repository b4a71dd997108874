package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The generations that a consumer receives.
 *
 * @param kind which exchanges it receives
 * @param flow the flow of the generations
 * @param model the model of the generations, or null for every model
 */
public record Subscription(Kind kind, Flow flow, @Nullable String model) {

    /** Which exchanges a consumer receives. */
    public enum Kind {
        /** One for each terminal generation. */
        TERMINAL,
        /** One for each event. */
        EVENTS
    }

    /** Whether this generation is among them. */
    public boolean matches(TrackedGeneration tracked) {
        return matches(tracked.origin());
    }

    /** Whether generations of this origin are among them. */
    public boolean matches(Origin origin) {
        return flow.equals(origin.flow()) && (model == null || model.equals(origin.model()));
    }

    /** Whether one generation could be among those of both subscriptions. */
    public boolean overlaps(Subscription other) {
        return flow.equals(other.flow) && (model == null || other.model == null || model.equals(other.model));
    }

    /** Whether every generation of the other subscription is among those of this one. */
    public boolean covers(Subscription other) {
        return overlaps(other) && (model == null || model.equals(other.model));
    }
}
