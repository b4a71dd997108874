package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.GenerationRepository.Claim;
import io.camelgenai.tracking.LiveObservations.Reading;
import io.camelgenai.tracking.Subscriber.Readiness;
import io.camelgenai.tracking.Subscription.Kind;
import io.camelgenai.tracking.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import io.camelgenai.tracking.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows generations to their end and tells the consumers of their channel. It belongs to the component, not to a route:
 * what ends while a route is stopped is stored, and delivered when the route starts, on any node that shares the repository.
 * Safe for use by several threads.
 */
public final class Tracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tracker.class);
    private static final int AT_ONCE = 100;

    private final Parts parts;
    private final Deliveries deliveries;
    private final Notes notes;
    private final Future<?> purge;
    private final OtherNodes others;
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
    }

    /**
     * What the tracker works with.
     *
     * @param settings how long it is patient
     * @param repository what is remembered
     * @param subscribers the consumers
     * @param connections the client of a connection, by its name
     * @param live what is being watched
     * @param streams what routes read themselves
     * @param threads where generations are watched
     * @param workers where storage is waited for
     * @param time the clock
     * @param listener hears what happens
     */
    public record Parts(
            Settings settings,
            GenerationRepository repository,
            Subscribers subscribers,
            Function<String, ProviderClient> connections,
            LiveObservations live,
            LiveObservations streams,
            StreamThreads threads,
            Executor workers,
            Time time,
            GenerationListener listener) {

        /** It ended, and that is stored. */
        void tellOf(TrackedGeneration ended, TrackedGeneration before) {
            Duration after = Duration.between(before.since(), time.now());
            listener.ended(ended, after.isNegative() ? Duration.ZERO : after);
        }
    }

    /** Takes part in what the repository holds from now on. */
    public Tracker(Parts parts) {
        this.parts = parts;
        this.deliveries = new Deliveries(parts);
        this.notes = new Notes(parts.workers(), parts.time());
        this.others = new OtherNodes(parts, followed, this::look);
        this.purge = parts.time()
                .every(Settings.BETWEEN_PURGES, () -> parts.workers().execute(this::purge));
        others.start();
    }

    private void purge() {
        parts.subscribers().all().forEach(this::tell);
        parts.repository().purge(parts.settings().retention(), parts.settings().trackFor());
        parts.repository().sweep(origin -> !isListenedTo(origin));
    }

    /** A consumer has left: what only it listened to is not followed any more. */
    public void left() {
        followed.values().stream()
                .filter(each -> parts.subscribers().of(each.tracked()).isEmpty())
                .forEach(Following::stop);
    }

    /** A consumer started: it gets what ended meanwhile, and what nobody watches is watched. */
    public void started(Subscriber subscriber) {
        parts.workers()
                .execute(() -> notes.write("That " + subscriber.name() + " listens", () -> {
                    tell(subscriber);
                    look(subscriber);
                }));
    }

    private void tell(Subscriber subscriber) {
        if (subscriber.subscription().kind() == Kind.TERMINAL) {
            parts.repository().listening(subscriber.subscription());
        }
    }

    /** There is something new that somebody who listens there should get, or watch. */
    public void look(Origin origin) {
        parts.subscribers().of(origin).forEach(this::look);
    }

    private void look(Subscriber subscriber) {
        if (!closed && subscriber.readiness() != Readiness.STOPPED) {
            deliveries.catchUp(subscriber);
            watch(subscriber.subscription());
        }
    }

    /** What finds no thread here may find one on another node. */
    private void watch(Subscription subscription) {
        List<TrackedGeneration> claimed;
        do {
            claimed = others.areThere() && parts.threads().waiting() > 0
                    ? List.of()
                    : parts.repository().claim(Claim.WATCH, subscription, AT_ONCE);
            claimed.forEach(this::followClaimed);
        } while (claimed.size() == AT_ONCE && !closed);
    }

    private void followClaimed(TrackedGeneration claimed) {
        try {
            follow(claimed, claimed.watches() > 1, null);
        } catch (RuntimeException e) {
            LOG.warn("Generation {} can not be watched here", claimed.id(), e);
            notes.write("That generation " + claimed.id() + " is not watched here", () -> parts.repository()
                    .release(Claim.WATCH, claimed.key()));
        }
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
        if (open && made.own() && isListenedTo(tracked.origin())) {
            follow(tracked, false, made.opened());
            return;
        }
        if (made.opened() != null) {
            made.opened().close();
        }
        if (open && made.own()) {
            notes.write("That nobody listens to generation " + tracked.id(), () -> parts.repository()
                    .abandon(tracked.key()));
        } else if (open) {
            look(tracked.origin());
        }
    }

    /**
     * Takes over a generation that was created elsewhere.
     *
     * @param once what keeps it from being taken over a second time after it was acknowledged, or null where nothing does
     */
    public TrackedGeneration adopt(Generation known, Origin origin, @Nullable Idempotency once) {
        TrackedGeneration adopted = parts.repository()
                .adopt(TrackedGeneration.found(known, origin, once, parts.time().now()));
        look(origin);
        return adopted;
    }

    /** The exchange that made it has seen its end: nobody else has to. */
    public void settle(TrackedGeneration own, Generation end) {
        notes.write(
                "The end of generation " + own.id(),
                () -> parts.repository().terminal(own.key(), end, true).ifPresent(ended -> {
                    parts.tellOf(ended, own);
                    parts.repository().acknowledged(ended);
                }));
    }

    /** How many generations are being followed. */
    public int followed() {
        return followed.size();
    }

    /** What is being followed for those who subscribe to this. */
    public Reading followed(Subscription subscription) {
        return followed.values().stream()
                .filter(each -> subscription.matches(each.tracked()))
                .map(Following::reading)
                .reduce(Reading.NOTHING, Reading::plus);
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
            if (closed) {
                following.stop();
            }
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
        if (!seen && !closed) {
            notes.write("That generation " + tracked.id() + " is not watched here", () -> {
                parts.repository().release(Claim.WATCH, tracked.key());
                look(tracked.origin());
            });
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
        others.close();
        followed.values().forEach(Following::stop);
    }
}
