package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer wants to hear of.
 *
 * @param kind which exchanges it wants
 * @param provider of this provider
 * @param model of this model, or null for every model
 * @param connection made over this connection
 * @param channel made in this channel
 */
public record Subscription(
        Kind kind, String provider, @Nullable String model, String connection, String channel) {

    /** Which exchanges a consumer wants. */
    public enum Kind {
        /** One for each generation that ended. */
        TERMINAL,
        /** One for each event. */
        EVENTS
    }

    /** Whether this generation is meant. */
    public boolean matches(TrackedGeneration tracked) {
        return matches(tracked.origin());
    }

    /** Whether generations from there are meant. */
    public boolean matches(Origin origin) {
        return provider.equals(origin.provider())
                && connection.equals(origin.connection())
                && channel.equals(origin.channel())
                && (model == null || model.equals(origin.model()));
    }

    /** Whether some generation could be meant by both. */
    public boolean overlaps(Subscription other) {
        return provider.equals(other.provider)
                && connection.equals(other.connection)
                && channel.equals(other.channel)
                && (model == null || other.model == null || model.equals(other.model));
    }

    /** Whether every generation that the other one means is meant by this one. */
    public boolean covers(Subscription other) {
        return overlaps(other) && (model == null || model.equals(other.model));
    }
}
