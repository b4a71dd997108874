package io.camelgenai.tracking;

import io.camelgenai.client.Time;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.tracking.Subscriber.Handover;
import io.camelgenai.tracking.Subscriber.Readiness;
import io.camelgenai.tracking.TrackedGeneration.State;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the ends of generations to the consumer that acknowledges them: once, and again when its route fails, until it was
 * tried often enough. An end whose consumer is stopped stays in the repository. Safe for use by several threads.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

    private final GenerationRepository repository;
    private final Subscribers subscribers;
    private final Executor workers;
    private final Time time;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Deliveries(GenerationRepository repository, Subscribers subscribers, Executor workers, Time time) {
        this.repository = repository;
        this.subscribers = subscribers;
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
            Delivery delivery = new Delivery(ended, last == null ? told(ended) : last, to);
            workers.execute(delivery::attempt);
        }
    }

    /** To whoever acknowledges it now: another consumer may have taken the place of the one that stopped. */
    private void deliver(TrackedGeneration ended, @Nullable GenerationEvent last) {
        Subscribers.acknowledger(subscribers.of(ended)).ifPresent(to -> deliver(ended, last, to));
    }

    /** Brings what ended while this consumer was not there, and what it has to acknowledge. */
    void catchUp(Subscriber to) {
        repository.unfinished().stream()
                .filter(each ->
                        each.state() == State.TERMINAL && to.subscription().matches(each))
                .forEach(each -> deliver(each, null));
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

    /** One end on its way to one consumer. */
    private final class Delivery {

        private final TrackedGeneration ended;
        private final GenerationEvent last;
        private final Subscriber to;
        private volatile int deliveries;
        private volatile boolean settledElsewhere;

        Delivery(TrackedGeneration ended, GenerationEvent last, Subscriber to) {
            this.ended = ended;
            this.last = last;
            this.to = to;
            this.deliveries = ended.deliveries();
        }

        void attempt() {
            try {
                if (to.wants(ended.generation())) {
                    to.take(this::handOver).whenComplete((done, failure) -> settle(failure));
                } else {
                    settle(null);
                }
            } catch (RuntimeException e) {
                settle(e);
            }
        }

        /** It counts as delivered when the route takes it, not while it waits for a thread. */
        private Handover handOver() {
            TrackedGeneration delivering = repository.delivering(ended.key()).orElseThrow(() -> {
                settledElsewhere = true;
                return new NotTakenException();
            });
            deliveries = delivering.deliveries();
            return new Handover(delivering, last, deliveries > 1);
        }

        private void settle(@Nullable Throwable failure) {
            try {
                if (failure == null) {
                    repository.acknowledged(ended.key());
                    underWay.remove(ended.key());
                } else if (failure instanceof NotTakenException) {
                    underWay.remove(ended.key());
                    goOnElsewhere();
                } else if (deliveries >= to.redelivery().maxDeliveries()) {
                    park();
                } else {
                    later(to.redelivery().after(Math.max(1, deliveries)), this::again);
                }
            } catch (RuntimeException e) {
                LOG.warn("What became of the delivery of generation {} could not be stored yet", ended.id(), e);
                later(BETWEEN_NOTES, () -> workers.execute(() -> settle(failure)));
            }
        }

        /** The consumer may have been started again before it was known that the stopped one did not take it. */
        private void goOnElsewhere() {
            if (!settledElsewhere) {
                deliver(ended, last);
            }
        }

        private void again() {
            underWay.remove(ended.key());
            deliver(ended, last);
        }

        private void park() {
            repository.parked(ended.key());
            underWay.remove(ended.key());
            LOG.error(
                    "Generation {} of {} ended, but its route failed {} times: it is parked and not delivered again",
                    ended.id(),
                    ended.origin().provider(),
                    deliveries);
        }

        private void later(Duration wait, Runnable task) {
            try {
                time.after(wait, task);
            } catch (RejectedExecutionException stopped) {
                LOG.debug("The end of generation {} stays in the repository: the component stopped", ended.id());
            }
        }
    }
}
