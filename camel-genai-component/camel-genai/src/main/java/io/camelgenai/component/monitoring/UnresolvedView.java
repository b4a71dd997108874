package io.camelgenai.component.monitoring;

import io.camelgenai.generation.Printable;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A generation that waits for a person: its names, and nothing of what it is about.
 *
 * @param key our name for it, by which it is settled or released
 * @param connection the connection by which it was made
 * @param provider its provider
 * @param model the model that was asked for
 * @param channel the channel of its flow
 * @param correlationId the caller's own name for it
 * @param generationId the provider's name for it
 * @param clientId the name that we chose for it, for providers that take one
 * @param deliveries how often its end was handed to a route
 * @param since since when it waits
 */
public record UnresolvedView(
        String key,
        String connection,
        String provider,
        @Nullable String model,
        String channel,
        @Nullable String correlationId,
        @Nullable String generationId,
        @Nullable String clientId,
        int deliveries,
        Instant since) {

    private static final int MAX_CHARS = 200;

    static UnresolvedView of(TrackedGeneration tracked) {
        return new UnresolvedView(
                tracked.key(),
                tracked.origin().connection(),
                tracked.origin().provider(),
                text(tracked.origin().model()),
                tracked.origin().channel(),
                text(tracked.origin().correlationId()),
                text(tracked.id()),
                tracked.clientId().isEmpty() ? null : tracked.clientId(),
                tracked.deliveries(),
                tracked.since());
    }

    /** A name that others chose, short and on one line. */
    static @Nullable String text(@Nullable String name) {
        String printable = Printable.of(name);
        return printable == null || printable.length() <= MAX_CHARS ? printable : printable.substring(0, MAX_CHARS);
    }
}
