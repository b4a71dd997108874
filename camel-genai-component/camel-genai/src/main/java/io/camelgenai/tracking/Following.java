package io.camelgenai.tracking;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.LiveObservations.Reading;
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

    private final Tracker.Parts parts;
    private final Deliveries deliveries;
    private final Notes notes;
    private final TrackedGeneration tracked;
    private final boolean anew;
    private final Observation observation;
    private final Consumer<Boolean> onEnd;
    private volatile Future<?> expiry = CompletableFuture.completedFuture(null);
    private volatile @Nullable GenerationEvent lastSeen;
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
        this.notes = new Notes(parts.workers(), parts.time());
        this.tracked = tracked;
        this.anew = anew;
        this.observation = observation;
        this.onEnd = onEnd;
        this.observers = parts.subscribers().observersOf(tracked.origin());
    }

    void start() {
        Duration age = Duration.between(tracked.since(), parts.time().now());
        Duration rest = parts.settings().trackFor().minus(age);
        expiry = parts.time().after(rest.isNegative() ? Duration.ZERO : rest, () -> parts.workers()
                .execute(this::expire));
        observation.whenTroubled(this::troubled);
        new Watch(observation, parts.live(), this::tell, this::end).start(parts.threads());
    }

    /** The route of a consumer may handle it as it likes, and take its time: not on the thread that watches. */
    private void troubled(GenAiException failure) {
        parts.subscribers().of(tracked).stream()
                .filter(each -> each.readiness() == Readiness.STARTED)
                .forEach(each -> parts.workers().execute(() -> each.troubled(tracked, failure)));
    }

    TrackedGeneration tracked() {
        return tracked;
    }

    Reading reading() {
        return Reading.of(observation);
    }

    /** Stops watching; what is unfinished stays in the repository. */
    void stop() {
        observation.close();
    }

    /** Ends it from our side: its end tells why. */
    void abandon(GenerationError why) {
        observation.abandon(why);
    }

    /** It may have ended between the last look and now, or while nobody was there to look. */
    private void expire() {
        GenerationEvent seen =
                Endings.seen(parts.connections().apply(tracked.origin().connection()), tracked);
        if (seen != null) {
            lastSeen = seen;
            observation.close();
            return;
        }
        abandon(new GenerationError(
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
        GenerationEvent end = last == null ? lastSeen : last;
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
        notes.write("The end of generation " + tracked.id(), () -> {
            Optional<Subscriber> acknowledger = deliveries.acknowledger(tracked);
            Optional<Subscriber> here = acknowledger.filter(deliveries::takePlace);
            Optional<TrackedGeneration> stored = store(generation, here);
            stored.ifPresent(ended -> {
                parts.tellOf(ended, tracked);
                here.ifPresent(to -> deliveries.deliver(ended, end, to));
                pass(end, observersBut(acknowledger));
            });
            if (here.isEmpty()) {
                acknowledger.ifPresent(deliveries::lookAgain);
            }
            onEnd.accept(true);
        });
    }

    private Optional<TrackedGeneration> store(Generation generation, Optional<Subscriber> here) {
        Optional<TrackedGeneration> stored = Optional.empty();
        try {
            stored = parts.repository().terminal(tracked.key(), generation, here.isPresent());
            return stored;
        } finally {
            if (stored.isEmpty()) {
                here.ifPresent(deliveries::leavePlace);
            }
        }
    }

    private List<Subscriber> observersBut(Optional<Subscriber> acknowledger) {
        return parts.subscribers().of(tracked).stream()
                .filter(each -> each.subscription().kind() == Kind.EVENTS && !acknowledger.equals(Optional.of(each)))
                .toList();
    }
}
