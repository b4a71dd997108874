package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.deliver.Deliveries;
import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.deliver.Subscribers;
import io.camelgenai.tracking.observe.LiveObservations;
import io.camelgenai.tracking.observe.LiveObservations.ObservationCounts;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.ObservationThreads;
import io.camelgenai.tracking.observe.Observations;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.GenerationRepository.Claim;
import io.camelgenai.tracking.repository.RetryingWriter;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int MAX_CLAIMED = 100;

    private final Parts parts;
    private final Deliveries deliveries;
    private final RetryingWriter writer;
    private final Future<?> purge;
    private final ClusterMonitor cluster;
    private final Map<String, TrackingTask> tasks = new ConcurrentHashMap<>();
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
            ObservationThreads threads,
            Executor executor,
            Time time,
            GenerationListener listener) {

        /** It ended, and that is stored. */
        void notifyTerminal(TrackedGeneration ended, TrackedGeneration before) {
            Duration after = Duration.between(before.since(), time.now());
            listener.terminal(ended, after.isNegative() ? Duration.ZERO : after);
        }
    }

    /** Takes part in what the repository holds from now on. */
    public Tracker(Parts parts) {
        this.parts = parts;
        this.deliveries = new Deliveries(parts);
        this.writer = new RetryingWriter(parts.executor(), parts.time());
        this.cluster = new ClusterMonitor(parts, tasks, this::wake);
        this.purge = parts.time()
                .every(Settings.BETWEEN_PURGES, () -> parts.executor().execute(this::purge));
        cluster.start();
    }

    private void purge() {
        parts.subscribers().all().forEach(this::register);
        parts.repository().purge(parts.settings().retention(), parts.settings().trackFor());
        parts.repository().dropUnconsumed(origin -> !hasConsumer(origin));
    }

    /** A consumer has left: what only it listened to is not followed any more. */
    public void consumerStopped() {
        tasks.values().stream()
                .filter(each -> parts.subscribers().of(each.tracked()).isEmpty())
                .forEach(TrackingTask::stop);
    }

    /** A consumer started: it gets what ended meanwhile, and what nobody watches is watched. */
    public void consumerStarted(Subscriber subscriber) {
        parts.executor()
                .execute(() -> writer.write("That " + subscriber.name() + " listens", () -> {
                    register(subscriber);
                    wake(subscriber);
                }));
    }

    private void register(Subscriber subscriber) {
        if (subscriber.subscription().kind() == Kind.TERMINAL) {
            parts.repository().registerConsumer(subscriber.subscription());
        }
    }

    /** There is something new that somebody who listens there should get, or watch. */
    public void wake(Origin origin) {
        parts.subscribers().of(origin).forEach(this::wake);
    }

    private void wake(Subscriber subscriber) {
        if (!closed && subscriber.readiness() != Readiness.STOPPED) {
            deliveries.deliverDue(subscriber);
            claimTracking(subscriber.subscription());
        }
    }

    /** What finds no thread here may find one on another node. */
    private void claimTracking(Subscription subscription) {
        List<TrackedGeneration> claimed;
        do {
            claimed = cluster.exist() && parts.threads().waiting() > 0
                    ? List.of()
                    : parts.repository().claim(Claim.TRACKING, subscription, MAX_CLAIMED);
            claimed.forEach(this::trackClaimed);
        } while (claimed.size() == MAX_CLAIMED && !closed);
    }

    private void trackClaimed(TrackedGeneration claimed) {
        try {
            track(claimed, claimed.trackings() > 1, null);
        } catch (RuntimeException e) {
            LOG.warn("Generation {} can not be watched here", claimed.id(), e);
            writer.write("That generation " + claimed.id() + " is not watched here", () -> parts.repository()
                    .release(Claim.TRACKING, claimed.key()));
        }
    }

    /** Whether somebody listens to this channel. */
    public boolean hasConsumer(Origin origin) {
        return !parts.subscribers().of(origin).isEmpty();
    }

    /** Whether somebody wants to hear of each event in this channel. */
    public boolean hasObserver(Origin origin) {
        return parts.subscribers().of(origin).stream()
                .anyMatch(each -> each.subscription().kind() == Kind.EVENTS);
    }

    /** Follows a generation that was just created, if somebody listens to its channel. */
    public void track(CreatedGeneration made) {
        TrackedGeneration tracked = made.tracked();
        boolean open = tracked.state() == State.ACCEPTED;
        if (open && made.own() && hasConsumer(tracked.origin())) {
            track(tracked, false, made.stream());
            return;
        }
        if (made.stream() != null) {
            made.stream().close();
        }
        if (open && made.own()) {
            writer.write("That nobody listens to generation " + tracked.id(), () -> parts.repository()
                    .releaseUnconsumed(tracked.key()));
        } else if (open) {
            wake(tracked.origin());
        }
    }

    /**
     * Takes over a generation that was created elsewhere.
     *
     * @param once what keeps it from being taken over a second time after it was acknowledged, or null where nothing does
     */
    public TrackedGeneration adopt(Generation known, Origin origin, @Nullable Idempotency once) {
        TrackedGeneration adopted = parts.repository()
                .adopt(TrackedGeneration.adopted(
                        known, origin, once, parts.time().now()));
        wake(origin);
        return adopted;
    }

    /** The exchange that made it has seen its end: nobody else has to. */
    public void completed(TrackedGeneration own, Generation end) {
        writer.write(
                "The end of generation " + own.id(),
                () -> parts.repository().terminal(own.key(), end, true).ifPresent(ended -> {
                    parts.notifyTerminal(ended, own);
                    parts.repository().acknowledge(ended);
                }));
    }

    /**
     * Stops tracking a generation: here, or on the node that tracks it.
     *
     * @param origin where it belongs; two connections may have the same id
     * @return what was known of it here, or empty
     */
    public Optional<Generation> stopTracking(Origin origin, String id, GenerationError why) {
        Optional<Generation> tracked = parts.live().declareIncomplete(origin.connection(), id, why);
        Optional<Generation> streamed = parts.streams().declareIncomplete(origin.connection(), id, why);
        if (tracked.isEmpty() && streamed.isEmpty()) {
            parts.repository().requestStop(origin, id);
        }
        return tracked.or(() -> streamed);
    }

    /** How many generations are being followed. */
    public int tracked() {
        return tasks.size();
    }

    /** What is being followed for those who subscribe to this. */
    public ObservationCounts tracked(Subscription subscription) {
        return tasks.values().stream()
                .filter(each -> subscription.matches(each.tracked()))
                .map(TrackingTask::counts)
                .reduce(ObservationCounts.NONE, ObservationCounts::plus);
    }

    private void track(TrackedGeneration tracked, boolean anew, @Nullable Observation opened) {
        boolean[] begun = new boolean[1];
        TrackingTask following = tasks.computeIfAbsent(tracked.key(), key -> {
            begun[0] = true;
            Observation observation = opened == null ? observation(tracked) : opened;
            return new TrackingTask(parts, deliveries, tracked, anew, observation, end -> finished(tracked, end));
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
    private void finished(TrackedGeneration tracked, boolean seen) {
        tasks.remove(tracked.key());
        if (!seen && !closed) {
            writer.write("That generation " + tracked.id() + " is not watched here", () -> {
                parts.repository().release(Claim.TRACKING, tracked.key());
                wake(tracked.origin());
            });
        }
    }

    private Observation observation(TrackedGeneration tracked) {
        ProviderClient client = parts.connections().apply(tracked.origin().connection());
        return hasObserver(tracked.origin())
                ? Observations.ofEvents(client, tracked.generation(), parts.time())
                : Observations.ofCompletion(client, tracked.generation(), parts.time());
    }

    /** Stops following. What is unfinished stays in the repository. */
    @Override
    public void close() {
        closed = true;
        purge.cancel(false);
        cluster.close();
        tasks.values().forEach(TrackingTask::stop);
    }
}
