package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.Subscriber.Handover;
import io.camelgenai.tracking.Subscriber.Readiness;
import io.camelgenai.tracking.Subscription.Kind;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import io.camelgenai.tracking.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows generations to their end and tells the consumers of their channel. It belongs to the component, not to a route:
 * what ends while a route is stopped is stored, and delivered when the route starts. Safe for use by several threads.
 */
public final class Tracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tracker.class);

    private final Settings settings;
    private final GenerationRepository repository;
    private final Function<String, ProviderClient> connections;
    private final StreamThreads threads;
    private final Executor workers;
    private final Time time;
    private final Deliveries deliveries;
    private final Future<?> purge;
    private final Subscribers subscribers;
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
     * @param settings how long it is patient
     * @param repository what is remembered
     * @param subscribers the consumers
     * @param connections the client of a connection, by its name
     * @param threads where generations are watched
     * @param workers where storage is waited for
     * @param time the clock
     */
    public Tracker(
            Settings settings,
            GenerationRepository repository,
            Subscribers subscribers,
            Function<String, ProviderClient> connections,
            StreamThreads threads,
            Executor workers,
            Time time) {
        this.settings = settings;
        this.repository = repository;
        this.subscribers = subscribers;
        this.connections = connections;
        this.threads = threads;
        this.workers = workers;
        this.time = time;
        this.deliveries = new Deliveries(repository, subscribers, workers, time);
        this.purge = time.every(Settings.BETWEEN_PURGES, () -> workers.execute(this::purge));
    }

    private void purge() {
        repository.purge(time.now().minus(settings.retention()));
    }

    /** A consumer has left: what only it listened to is not followed any more. */
    public void left() {
        followed.values().stream()
                .filter(each -> subscribers.of(each.tracked).isEmpty())
                .forEach(Following::stop);
    }

    /** A consumer started: it gets what ended meanwhile, and what is unfinished is followed again. */
    public void started(Subscriber subscriber) {
        workers.execute(() -> {
            deliveries.catchUp(subscriber);
            repository.unfinished().stream()
                    .filter(each -> each.state() == State.ACCEPTED
                            && subscriber.subscription().matches(each)
                            && !followed.containsKey(each.key()))
                    .forEach(each -> follow(each, true));
        });
    }

    /** Follows a generation that was just created, if somebody listens to its channel. */
    public void follow(TrackedGeneration accepted) {
        if (subscribers.of(accepted).isEmpty()) {
            repository.abandon(accepted.key());
        } else if (accepted.state() == State.ACCEPTED) {
            follow(accepted, false);
        }
    }

    /** Takes over a generation that was created elsewhere, or by somebody who does not wait for its end any more. */
    public TrackedGeneration adopt(Generation known, Origin origin, String key) {
        TrackedGeneration tracked = repository.adopt(
                new TrackedGeneration(key, origin, null, key, State.ACCEPTED, known, null, 0, time.now()));
        follow(tracked);
        return tracked;
    }

    /** How many generations are being followed. */
    public int followed() {
        return followed.size();
    }

    private void follow(TrackedGeneration tracked, boolean anew) {
        Following following = new Following(tracked, anew);
        if (followed.putIfAbsent(tracked.key(), following) == null) {
            following.start();
        }
    }

    /** Stops following. What is unfinished stays in the repository. */
    @Override
    public void close() {
        closed = true;
        purge.cancel(false);
        followed.values().forEach(Following::stop);
    }

    /** One generation on its way to its end. */
    private final class Following {

        private final TrackedGeneration tracked;
        private final boolean anew;
        private final Observation observation;
        private final Watch watch;
        private volatile @Nullable Future<?> expiry;
        private volatile boolean expired;
        private @Nullable GenerationEvent last;

        Following(TrackedGeneration tracked, boolean anew) {
            this.tracked = tracked;
            this.anew = anew;
            ProviderClient client = connections.apply(tracked.origin().connection());
            boolean closely = subscribers.of(tracked).stream()
                    .anyMatch(each -> each.subscription().kind() == Kind.EVENTS);
            this.observation = closely
                    ? Observations.closely(client, tracked.generation(), time)
                    : Observations.toTheEnd(client, tracked.generation(), time);
            this.watch = new Watch(observation, this::tell, this::end);
        }

        void start() {
            Duration age = Duration.between(tracked.since(), time.now());
            Duration rest = settings.trackFor().minus(age);
            expiry = time.after(rest.isNegative() ? Duration.ZERO : rest, this::expire);
            watch.start(threads);
        }

        void stop() {
            watch.stop();
        }

        private void expire() {
            expired = true;
            watch.stop();
        }

        /** Observers move together, at the pace of the slowest one. */
        private void tell(GenerationEvent event) {
            if (event.isTerminal()) {
                last = event;
                return;
            }
            pass(event, subscribers.of(tracked));
        }

        private void pass(GenerationEvent event, List<Subscriber> listeners) {
            Handover handover = new Handover(tracked, event, anew);
            CompletableFuture<?>[] taken = listeners.stream()
                    .filter(each -> each.subscription().kind() == Kind.EVENTS && each.readiness() != Readiness.STOPPED)
                    .map(each -> each.take(() -> handover)
                            .exceptionally(counted -> null)
                            .toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(taken).join();
        }

        private void end(@Nullable RuntimeException failure) {
            Future<?> timer = expiry;
            if (timer != null) {
                timer.cancel(false);
            }
            GenerationEvent end = last != null ? last : declared(failure);
            if (end != null && end.generation() != null) {
                settle(end, end.generation());
            } else {
                leaveOff();
            }
        }

        /** A consumer may have come while the one that left was still busy with an event. */
        private void leaveOff() {
            followed.remove(tracked.key(), this);
            if (!closed && !subscribers.of(tracked).isEmpty()) {
                repository
                        .find(tracked.key())
                        .filter(each -> each.state() == State.ACCEPTED)
                        .ifPresent(each -> follow(each, true));
            }
        }

        /** The last event where no observation brought one. Null when we were stopped and it goes on. */
        private @Nullable GenerationEvent declared(@Nullable RuntimeException failure) {
            if (failure == null && !expired) {
                return null;
            }
            GenerationError why = failure == null
                    ? new GenerationError(GenerationError.TRACKING_EXPIRED, "Followed for " + settings.trackFor(), true)
                    : new GenerationError(GenerationError.STREAM_CUT, failure.getMessage(), true);
            return observation.declare(why);
        }

        /** An end that can not be stored now is stored later: nobody would look for it again. */
        private void settle(GenerationEvent end, Generation generation) {
            try {
                Optional<TrackedGeneration> ended = repository.terminal(tracked.key(), generation);
                announce(end, ended);
                followed.remove(tracked.key(), this);
            } catch (RuntimeException e) {
                LOG.warn("The end of generation {} could not be stored yet", tracked.id(), e);
                time.after(Settings.BETWEEN_NOTES, () -> workers.execute(() -> settle(end, generation)));
            }
        }

        private void announce(GenerationEvent end, Optional<TrackedGeneration> ended) {
            List<Subscriber> listeners = subscribers.of(tracked);
            Optional<Subscriber> acknowledger = Subscribers.acknowledger(listeners);
            pass(
                    end,
                    listeners.stream()
                            .filter(each -> !acknowledger.equals(Optional.of(each)))
                            .toList());
            ended.ifPresent(each -> acknowledger.ifPresent(to -> deliveries.deliver(each, end, to)));
        }
    }
}
