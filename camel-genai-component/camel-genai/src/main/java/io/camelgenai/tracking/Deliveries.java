package io.camelgenai.tracking;

import io.camelgenai.client.Time;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.tracking.Subscriber.Handover;
import io.camelgenai.tracking.Subscriber.Readiness;
import io.camelgenai.tracking.TrackedGeneration.State;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the ends of generations to the consumer that acknowledges them: once, and again when its route fails, until it was
 * tried often enough. An end whose consumer is stopped stays in the repository. Safe for use by several threads.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final GenerationRepository repository;
    private final Executor workers;
    private final Time time;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Deliveries(GenerationRepository repository, Executor workers, Time time) {
        this.repository = repository;
        this.workers = workers;
        this.time = time;
    }

    /**
     * Delivers an end, unless its consumer is stopped or it is on its way already.
     *
     * @param ended what ended
     * @param last its last event, or null where it is not at hand any more
     */
    void deliver(TrackedGeneration ended, @Nullable GenerationEvent last, Subscriber to) {
        if (to.readiness() == Readiness.STARTED && underWay.add(ended.key())) {
            GenerationEvent event = last == null ? told(ended) : last;
            workers.execute(() -> attempt(ended, event, to));
        }
    }

    /** Events are not stored; the last one is as good as told by the state. */
    private static GenerationEvent told(TrackedGeneration ended) {
        return new GenerationEvent(
                ended.id(),
                0,
                GenerationEventType.announcing(ended.generation().status()),
                ObservedState.SEEN,
                null,
                ended.generation(),
                null);
    }

    private void attempt(TrackedGeneration ended, GenerationEvent last, Subscriber to) {
        try {
            if (!to.wants(ended.generation())) {
                acknowledge(ended);
                return;
            }
            TrackedGeneration delivering = repository.delivering(ended.key());
            to.take(new Handover(delivering, last, delivering.deliveries() > 1))
                    .whenComplete((done, failure) -> settle(delivering, last, to, failure));
        } catch (RuntimeException e) {
            settle(ended, last, to, e);
        }
    }

    private void settle(TrackedGeneration delivered, GenerationEvent last, Subscriber to, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                acknowledge(delivered);
            } else if (failure instanceof NotTakenException) {
                underWay.remove(delivered.key());
            } else if (delivered.deliveries() >= to.redelivery().maxDeliveries()) {
                park(delivered);
            } else {
                time.after(
                        to.redelivery().after(Math.max(1, delivered.deliveries())), () -> again(delivered, last, to));
            }
        } catch (RuntimeException e) {
            LOG.warn("The delivery of generation {} could not be noted; it comes again", delivered.id(), e);
            underWay.remove(delivered.key());
        }
    }

    private void again(TrackedGeneration delivered, GenerationEvent last, Subscriber to) {
        underWay.remove(delivered.key());
        deliver(delivered, last, to);
    }

    private void acknowledge(TrackedGeneration delivered) {
        repository.acknowledged(delivered.key());
        underWay.remove(delivered.key());
    }

    private void park(TrackedGeneration delivered) {
        repository.parked(delivered.key());
        underWay.remove(delivered.key());
        LOG.error(
                "Generation {} of {} ended, but its route failed {} times: it is parked and not delivered again",
                delivered.id(),
                delivered.origin().provider(),
                delivered.deliveries());
    }

    /** Brings what ended while this consumer was not there. */
    void catchUp(Subscriber to) {
        repository.unfinished().stream()
                .filter(each ->
                        each.state() == State.TERMINAL && to.subscription().matches(each))
                .forEach(each -> deliver(each, null, to));
    }
}
