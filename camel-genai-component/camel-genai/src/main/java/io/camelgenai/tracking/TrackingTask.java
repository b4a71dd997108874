package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.deliver.Deliveries;
import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.deliver.Subscriber.Handover;
import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.observe.LiveObservations.ObservationCounts;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.ObservationRunner;
import io.camelgenai.tracking.observe.Observations;
import io.camelgenai.tracking.repository.RetryingWriter;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
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
final class TrackingTask {

    private static final Logger LOG = LoggerFactory.getLogger(TrackingTask.class);

    private final Tracker.Parts parts;
    private final Deliveries deliveries;
    private final RetryingWriter writer;
    private final TrackedGeneration tracked;
    private final boolean restarted;
    private final Observation observation;
    private final Consumer<Boolean> onFinish;
    private volatile Future<?> expiry = CompletableFuture.completedFuture(null);
    private volatile @Nullable GenerationEvent polledTerminal;
    private final Supplier<List<Subscriber>> observers;
    private @Nullable GenerationEvent terminal;

    /**
     * @param anew whether somebody may have seen its events before
     * @param observation how it is watched
     * @param onEnd hears when it is not followed any more, and whether its end was seen
     */
    TrackingTask(
            Tracker.Parts parts,
            Deliveries deliveries,
            TrackedGeneration tracked,
            boolean anew,
            Observation observation,
            Consumer<Boolean> onEnd) {
        this.parts = parts;
        this.deliveries = deliveries;
        this.writer = new RetryingWriter(parts.executor(), parts.time());
        this.tracked = tracked;
        this.restarted = anew;
        this.observation = observation;
        this.onFinish = onEnd;
        this.observers = parts.subscribers().observersOf(tracked.origin());
    }

    void start() {
        Duration age = Duration.between(tracked.since(), parts.time().now());
        Duration rest = parts.settings().trackFor().minus(age);
        expiry = parts.time().after(rest.isNegative() ? Duration.ZERO : rest, () -> parts.executor()
                .execute(this::expire));
        observation.onFirstFailure(this::pollFailed);
        new ObservationRunner(observation, parts.live(), this::event, this::finished).start(parts.threads());
    }

    /** The route of a consumer may handle it as it likes, and take its time: not on the thread that watches. */
    private void pollFailed(GenAiException failure) {
        parts.subscribers().of(tracked).stream()
                .filter(each -> each.readiness() == Readiness.STARTED)
                .forEach(each -> parts.executor().execute(() -> each.pollFailed(tracked, failure)));
    }

    TrackedGeneration tracked() {
        return tracked;
    }

    ObservationCounts counts() {
        return ObservationCounts.of(observation);
    }

    /** Stops watching; what is unfinished stays in the repository. */
    void stop() {
        observation.close();
    }

    /** Ends it from our side: its end tells why. */
    void declareIncomplete(GenerationError why) {
        observation.declareIncomplete(why);
    }

    /** It may have ended between the last look and now, or while nobody was there to look. */
    private void expire() {
        ProviderClient client = parts.connections().apply(tracked.origin().connection());
        Generation last = Observations.lastPoll(client, tracked.generation());
        if (Observations.isComplete(client, last)) {
            polledTerminal = GenerationEvent.ofState(last);
            observation.close();
            return;
        }
        declareIncomplete(new GenerationError(
                GenerationError.TRACKING_EXPIRED,
                "It was followed for " + parts.settings().trackFor() + " (option trackFor)",
                true));
    }

    private void event(GenerationEvent event) {
        if (event.isTerminal()) {
            terminal = event;
        } else {
            notifyObservers(event, observers.get());
        }
    }

    /** Observers move together, at the pace of the slowest one. */
    private void notifyObservers(GenerationEvent event, List<Subscriber> listeners) {
        if (listeners.isEmpty()) {
            return;
        }
        Handover handover = new Handover(tracked, event, restarted);
        List<CompletableFuture<Void>> taken = new ArrayList<>(listeners.size());
        for (Subscriber each : listeners) {
            if (each.readiness() != Readiness.STOPPED) {
                taken.add(each.deliver(() -> handover).toCompletableFuture());
            }
        }
        taken.forEach(TrackingTask::await);
    }

    /** An event that a route failed on counts as delivered. */
    private static void await(CompletableFuture<Void> taken) {
        try {
            taken.join();
        } catch (CompletionException | CancellationException counted) {
            LOG.trace("A route failed on an event", counted);
        }
    }

    private void finished(@Nullable RuntimeException failure) {
        expiry.cancel(false);
        GenerationEvent end = terminal == null ? polledTerminal : terminal;
        if (end == null && failure != null) {
            end = observation.declare(new GenerationError(GenerationError.STREAM_CUT, failure.getMessage(), true));
        }
        if (end != null && end.generation() != null) {
            storeTerminal(end, end.generation());
        } else {
            onFinish.accept(false);
        }
    }

    /** An end that can not be stored now is stored later: nobody would look for it again. */
    private void storeTerminal(GenerationEvent end, Generation generation) {
        writer.write("The end of generation " + tracked.id(), () -> {
            Optional<Subscriber> acknowledger = deliveries.acknowledger(tracked);
            Optional<Subscriber> here = acknowledger.filter(deliveries::acquirePermit);
            Optional<TrackedGeneration> stored = store(generation, here);
            stored.ifPresent(ended -> {
                parts.notifyTerminal(ended, tracked);
                here.ifPresent(to -> deliveries.deliver(ended, end, to));
                notifyObservers(end, observersBut(acknowledger));
            });
            if (here.isEmpty()) {
                acknowledger.ifPresent(deliveries::claimLater);
            }
            onFinish.accept(true);
        });
    }

    private Optional<TrackedGeneration> store(Generation generation, Optional<Subscriber> here) {
        Optional<TrackedGeneration> stored = Optional.empty();
        try {
            stored = parts.repository().terminal(tracked.key(), generation, here.isPresent());
            return stored;
        } finally {
            if (stored.isEmpty()) {
                here.ifPresent(deliveries::releasePermit);
            }
        }
    }

    private List<Subscriber> observersBut(Optional<Subscriber> acknowledger) {
        return parts.subscribers().of(tracked).stream()
                .filter(each -> each.subscription().kind() == Kind.EVENTS && !acknowledger.equals(Optional.of(each)))
                .toList();
    }
}
