package io.camelgenai.tracking;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.Subscriber.Handover;
import io.camelgenai.tracking.Subscriber.Readiness;
import io.camelgenai.tracking.Subscription.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One generation on its way to its end: its events go to those who observe, its end is stored and then delivered. */
final class Following {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

    private final Tracker.Parts parts;
    private final Deliveries deliveries;
    private final TrackedGeneration tracked;
    private final boolean anew;
    private final Observation observation;
    private final Consumer<Boolean> onEnd;
    private volatile Future<?> expiry = CompletableFuture.completedFuture(null);
    private final Supplier<List<Subscriber>> observers;
    private @Nullable GenerationEvent last;

    /**
     * @param anew whether somebody may have seen its events before
     * @param observation how it is watched
     * @param onEnd hears when it is not followed any more, and whether its end was seen
     */
    Following(
            Tracker.Parts parts,
            Deliveries deliveries,
            TrackedGeneration tracked,
            boolean anew,
            Observation observation,
            Consumer<Boolean> onEnd) {
        this.parts = parts;
        this.deliveries = deliveries;
        this.tracked = tracked;
        this.anew = anew;
        this.observation = observation;
        this.onEnd = onEnd;
        this.observers = parts.subscribers().observersOf(tracked.origin());
    }

    void start() {
        Duration age = Duration.between(tracked.since(), parts.time().now());
        Duration rest = parts.settings().trackFor().minus(age);
        expiry = parts.time().after(rest.isNegative() ? Duration.ZERO : rest, this::expire);
        new Watch(observation, parts.live(), this::tell, this::end).start(parts.threads());
    }

    TrackedGeneration tracked() {
        return tracked;
    }

    /** Stops watching; what is unfinished stays in the repository. */
    void stop() {
        observation.close();
    }

    private void expire() {
        observation.abandon(new GenerationError(
                GenerationError.TRACKING_EXPIRED,
                "It was followed for " + parts.settings().trackFor() + " (option trackFor)",
                true));
    }

    private void tell(GenerationEvent event) {
        if (event.isTerminal()) {
            last = event;
        } else {
            pass(event, observers.get());
        }
    }

    /** Observers move together, at the pace of the slowest one. */
    private void pass(GenerationEvent event, List<Subscriber> listeners) {
        if (listeners.isEmpty()) {
            return;
        }
        Handover handover = new Handover(tracked, event, anew);
        List<CompletableFuture<Void>> taken = new ArrayList<>(listeners.size());
        for (Subscriber each : listeners) {
            if (each.readiness() != Readiness.STOPPED) {
                taken.add(each.take(() -> handover).toCompletableFuture());
            }
        }
        taken.forEach(Following::await);
    }

    /** An event that a route failed on counts as delivered. */
    private static void await(CompletableFuture<Void> taken) {
        try {
            taken.join();
        } catch (CompletionException | CancellationException counted) {
            LOG.trace("A route failed on an event", counted);
        }
    }

    private void end(@Nullable RuntimeException failure) {
        expiry.cancel(false);
        GenerationEvent end = last;
        if (end == null && failure != null) {
            end = observation.declare(new GenerationError(GenerationError.STREAM_CUT, failure.getMessage(), true));
        }
        if (end != null && end.generation() != null) {
            settle(end, end.generation());
        } else {
            onEnd.accept(false);
        }
    }

    /** An end that can not be stored now is stored later: nobody would look for it again. */
    private void settle(GenerationEvent end, Generation generation) {
        try {
            Optional<TrackedGeneration> ended = parts.repository().terminal(tracked.key(), generation);
            announce(end, ended);
            onEnd.accept(true);
        } catch (RuntimeException e) {
            LOG.warn("The end of generation {} could not be stored yet", tracked.id(), e);
            parts.time().after(BETWEEN_NOTES, () -> parts.workers().execute(() -> settle(end, generation)));
        }
    }

    private void announce(GenerationEvent end, Optional<TrackedGeneration> ended) {
        List<Subscriber> listeners = parts.subscribers().of(tracked);
        Optional<Subscriber> acknowledger = Subscribers.acknowledger(listeners);
        pass(
                end,
                listeners.stream()
                        .filter(each ->
                                each.subscription().kind() == Kind.EVENTS && !acknowledger.equals(Optional.of(each)))
                        .toList());
        ended.ifPresent(each -> acknowledger.ifPresent(to -> deliveries.deliver(each, end, to)));
    }
}
