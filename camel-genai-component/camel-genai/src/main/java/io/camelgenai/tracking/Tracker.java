package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.Subscription.Kind;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import io.camelgenai.tracking.TrackedGeneration.State;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows generations to their end and tells the consumers of their channel. It belongs to the component, not to a route:
 * what ends while a route is stopped is stored, and delivered when the route starts. Safe for use by several threads.
 */
public final class Tracker implements AutoCloseable {

    private final Parts parts;
    private final Deliveries deliveries;
    private final Future<?> purge;
    private final Map<String, Following> followed = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * How long the tracker is patient.
     *
     * @param trackFor how long a generation is followed
     * @param retention how long an acknowledged idempotency key is kept
     */
    public record Settings(Duration trackFor, Duration retention) {

        private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);
        private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);
    }

    /**
     * What the tracker works with.
     *
     * @param settings how long it is patient
     * @param repository what is remembered
     * @param subscribers the consumers
     * @param connections the client of a connection, by its name
     * @param live what is being watched
     * @param threads where generations are watched
     * @param workers where storage is waited for
     * @param time the clock
     */
    public record Parts(
            Settings settings,
            GenerationRepository repository,
            Subscribers subscribers,
            Function<String, ProviderClient> connections,
            LiveObservations live,
            StreamThreads threads,
            Executor workers,
            Time time) {}

    public Tracker(Parts parts) {
        this.parts = parts;
        this.deliveries = new Deliveries(parts.repository(), parts.subscribers(), parts.workers(), parts.time());
        this.purge = parts.time()
                .every(Settings.BETWEEN_PURGES, () -> parts.workers().execute(this::purge));
    }

    private void purge() {
        parts.repository().purge(parts.time().now().minus(parts.settings().retention()));
    }

    /** A consumer has left: what only it listened to is not followed any more. */
    public void left() {
        followed.values().stream()
                .filter(each -> parts.subscribers().of(each.tracked()).isEmpty())
                .forEach(Following::stop);
    }

    /** A consumer started: it gets what ended meanwhile, and what is unfinished is followed again. */
    public void started(Subscriber subscriber) {
        parts.workers().execute(() -> {
            deliveries.catchUp(subscriber);
            parts.repository().unfinished().stream()
                    .filter(each -> each.state() == State.ACCEPTED
                            && subscriber.subscription().matches(each)
                            && !followed.containsKey(each.key()))
                    .forEach(each -> follow(each, true, null));
        });
    }

    /** Whether somebody listens to this channel. */
    public boolean isListenedTo(Origin origin) {
        return !parts.subscribers().of(origin).isEmpty();
    }

    /** Whether somebody wants to hear of each event in this channel. */
    public boolean isObserved(Origin origin) {
        return parts.subscribers().of(origin).stream()
                .anyMatch(each -> each.subscription().kind() == Kind.EVENTS);
    }

    /** Follows a generation that was just created, if somebody listens to its channel. */
    public void follow(Made made) {
        TrackedGeneration tracked = made.tracked();
        boolean open = tracked.state() == State.ACCEPTED;
        boolean wanted = open && isListenedTo(tracked.origin());
        if (open && !wanted) {
            parts.repository().abandon(tracked.key());
        }
        if (wanted) {
            follow(tracked, false, made.opened());
        } else if (made.opened() != null) {
            made.opened().close();
        }
    }

    /** Takes over a generation that was created elsewhere, or by somebody who does not wait for its end any more. */
    public TrackedGeneration adopt(Generation known, Origin origin, String key) {
        TrackedGeneration tracked = parts.repository()
                .adopt(new TrackedGeneration(
                        key,
                        origin,
                        null,
                        key,
                        State.ACCEPTED,
                        known,
                        null,
                        0,
                        parts.time().now()));
        follow(new Made(tracked, null));
        return tracked;
    }

    /** How many generations are being followed. */
    public int followed() {
        return followed.size();
    }

    private void follow(TrackedGeneration tracked, boolean anew, @Nullable Observation opened) {
        boolean[] begun = new boolean[1];
        Following following = followed.computeIfAbsent(tracked.key(), key -> {
            begun[0] = true;
            Observation observation = opened == null ? observation(tracked) : opened;
            return new Following(parts, deliveries, tracked, anew, observation, end -> ended(tracked, end));
        });
        if (begun[0]) {
            following.start();
        } else if (opened != null) {
            opened.close();
        }
    }

    /**
     * It is not followed any more.
     *
     * @param seen whether its end was seen; where not, a consumer may have come while the one that left was still busy with
     *     an event, and it is followed again
     */
    private void ended(TrackedGeneration tracked, boolean seen) {
        followed.remove(tracked.key());
        if (!seen && !closed && isListenedTo(tracked.origin())) {
            parts.repository()
                    .find(tracked.key())
                    .filter(each -> each.state() == State.ACCEPTED)
                    .ifPresent(each -> follow(each, true, null));
        }
    }

    private Observation observation(TrackedGeneration tracked) {
        ProviderClient client = parts.connections().apply(tracked.origin().connection());
        return isObserved(tracked.origin())
                ? Observations.closely(client, tracked.generation(), parts.time())
                : Observations.toTheEnd(client, tracked.generation(), parts.time());
    }

    /** Stops following. What is unfinished stays in the repository. */
    @Override
    public void close() {
        closed = true;
        purge.cancel(false);
        followed.values().forEach(Following::stop);
    }
}
