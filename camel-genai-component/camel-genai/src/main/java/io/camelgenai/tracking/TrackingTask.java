package io.camelgenai.tracking;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
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
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generation that is tracked on this node: its events are delivered to the consumers that observe, its terminal state is
 * stored and then delivered.
 */
final class TrackingTask {

    private static final Logger LOG = LoggerFactory.getLogger(TrackingTask.class);

    private static final Duration FIRST_RELEASE = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 6;

    private final TrackingContext context;
    private final Deliveries deliveries;
    private final RetryingWriter writer;
    private final TrackedGeneration tracked;
    private final Observation observation;
    private final boolean restarted;
    private final OnFinish onFinish;
    private final Supplier<List<Subscriber>> observers;
    private volatile Future<?> expiry = CompletableFuture.completedFuture(null);
    private volatile @Nullable GenerationEvent polledTerminal;
    private @Nullable GenerationEvent observedTerminal;

    /** Is notified once, when this node no longer tracks the generation. */
    interface OnFinish {
        void finished(TrackedGeneration tracked, boolean terminal);
    }

    /** @param restarted whether a consumer may have received events of an earlier observation */
    TrackingTask(
            TrackingContext context,
            Deliveries deliveries,
            TrackedGeneration tracked,
            Observation observation,
            boolean restarted,
            OnFinish onFinish) {
        this.context = context;
        this.deliveries = deliveries;
        this.writer = new RetryingWriter(
                context.repository(), context.work(), context.executors().control(), context.time());
        this.tracked = tracked;
        this.observation = observation;
        this.restarted = restarted;
        this.onFinish = onFinish;
        this.observers = context.subscribers().observersOf(tracked.origin());
    }

    void start() {
        Duration age = Duration.between(tracked.since(), context.time().now());
        Duration remaining = context.settings().trackFor().minus(age);
        expiry = context.time().after(remaining.isNegative() ? Duration.ZERO : remaining, () -> context.executors()
                .calls()
                .execute(this::expire));
        observation.onFirstFailure(this::pollFailed);
        new ObservationRunner(observation, context.observing().tracked(), this::event, this::finished)
                .start(context.observing().threads());
    }

    /** The exception handler of a consumer may take its time, which the thread that observes has not. */
    private void pollFailed(GenAiException failure) {
        context.subscribers().of(tracked).stream()
                .filter(each -> each.readiness() == Readiness.STARTED)
                .forEach(each -> context.executors().routes().execute(() -> each.pollFailed(tracked, failure)));
    }

    TrackedGeneration tracked() {
        return tracked;
    }

    ObservationCounts counts() {
        return ObservationCounts.of(observation);
    }

    /** Stops tracking; an unfinished generation stays in the repository. */
    void stop() {
        observation.close();
    }

    /** Declares the generation INCOMPLETE with this error, and stops tracking. */
    void declareIncomplete(GenerationError error) {
        observation.declareIncomplete(error);
    }

    /** The generation may have become terminal since the last poll, or while no node tracked it. */
    private void expire() {
        ProviderClient client = context.clients().apply(tracked.origin().connection());
        Generation last = Observations.lastPoll(client, tracked.generation(), new Cancellation());
        if (Observations.isComplete(client, last)) {
            polledTerminal = GenerationEvent.ofState(last);
            observation.close();
            return;
        }
        declareIncomplete(new GenerationError(
                GenerationError.TRACKING_EXPIRED,
                "It was tracked for " + context.settings().trackFor() + " (option trackFor)",
                true));
    }

    private CompletableFuture<?> event(GenerationEvent event) {
        if (event.isTerminal()) {
            observedTerminal = event;
            return ObservationRunner.CONSUMED;
        }
        return deliver(event, observers.get());
    }

    /** Several observers advance together, at the pace of the slowest one. */
    private CompletableFuture<?> deliver(GenerationEvent event, List<Subscriber> consumers) {
        if (consumers.isEmpty()) {
            return ObservationRunner.CONSUMED;
        }
        Handover handover = new Handover(tracked, event, restarted);
        List<CompletableFuture<Void>> deliveriesOfEvent = new ArrayList<>(consumers.size());
        for (Subscriber each : consumers) {
            if (each.readiness() != Readiness.STOPPED) {
                deliveriesOfEvent.add(delivered(each, handover));
            }
        }
        return deliveriesOfEvent.size() == 1
                ? deliveriesOfEvent.get(0)
                : CompletableFuture.allOf(deliveriesOfEvent.toArray(CompletableFuture[]::new));
    }

    /** A consumer that fails before its route is called has failed on this event, and no other one. */
    private CompletableFuture<Void> delivered(Subscriber consumer, Handover handover) {
        try {
            return consumer.deliver(() -> handover).toCompletableFuture();
        } catch (RuntimeException e) {
            LOG.error("Event {} of generation {} could not be delivered", handover.event(), tracked.id(), e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private void finished(@Nullable RuntimeException failure) {
        expiry.cancel(false);
        GenerationEvent observed = observedTerminal == null ? polledTerminal : observedTerminal;
        if (observed == null && failure != null && !(failure instanceof GenAiException)) {
            context.clients()
                    .apply(tracked.origin().connection())
                    .bugs()
                    .failure("Observing", Where.generation(tracked.origin().provider(), tracked.id()), failure);
            releaseLater();
            return;
        }
        GenerationEvent event = observed == null && failure != null
                ? observation.declare(new GenerationError(GenerationError.STREAM_CUT, failure.getMessage(), true))
                : observed;
        if (event != null && event.generation() != null) {
            Generation generation = event.generation();
            context.executors().control().execute(() -> complete(event, generation));
        } else {
            onFinish.finished(tracked, false);
        }
    }

    /** Retried until it is stored: nobody would poll the generation again. */
    private void complete(GenerationEvent event, Generation generation) {
        writer.write(
                "The terminal state of generation " + tracked.id(),
                tracked.key(),
                () -> {
                    List<Subscriber> consumers = deliveries.complete(tracked, generation, event);
                    if (consumers.isEmpty()) {
                        onFinish.finished(tracked, true);
                    } else {
                        context.executors().routes().execute(() -> deliver(event, consumers)
                                .whenComplete((delivered, counted) -> onFinish.finished(tracked, true)));
                    }
                },
                this::releaseLater);
    }

    /** The repository refuses the terminal state, or a bug of ours ended the observation: it begins again, less and less often. */
    private void releaseLater() {
        int doublings = Math.min(Math.max(0, tracked.trackings() - 1), MAX_DOUBLINGS);
        writer.writeAfter(
                FIRST_RELEASE.multipliedBy(1L << doublings),
                "The release of generation " + tracked.id(),
                tracked.key(),
                () -> onFinish.finished(tracked, false));
    }
}
