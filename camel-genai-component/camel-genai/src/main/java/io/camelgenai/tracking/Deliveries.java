package io.camelgenai.tracking;

import io.camelgenai.client.Time;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.GenerationRepository.Claim;
import io.camelgenai.tracking.Subscriber.Handover;
import io.camelgenai.tracking.Subscriber.Readiness;
import io.camelgenai.tracking.Subscription.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the ends of generations to the consumer that acknowledges them: once, and again when its route fails, until it was
 * tried often enough. What no consumer here takes now stays in the repository, for this node or another one. Safe for use by
 * several threads.
 */
final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final GenerationRepository repository;
    private final Subscribers subscribers;
    private final FreshResults fresh;
    private final Executor workers;
    private final Time time;
    private final GenerationListener listener;
    private final Notes notes;
    private final Duration trackFor;
    private final Places places = new Places();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Subscriber> leftBehind = ConcurrentHashMap.newKeySet();

    Deliveries(Tracker.Parts parts) {
        this.repository = parts.repository();
        this.subscribers = parts.subscribers();
        this.fresh = new FreshResults(parts.connections(), parts.time());
        this.workers = parts.workers();
        this.time = parts.time();
        this.listener = parts.listener();
        this.notes = new Notes(parts.workers(), parts.time());
        this.trackFor = parts.settings().trackFor();
    }

    /**
     * Takes a place for one more end at this consumer, for {@link #deliver} or {@link #leavePlace}. Where there is none, it
     * gets the end from the repository when there is. Observers see the last event as it was, and so are not kept waiting.
     */
    boolean takePlace(Subscriber to) {
        if (to.readiness() != Readiness.STARTED) {
            return false;
        }
        if (to.subscription().kind() == Kind.TERMINAL) {
            return places.take(to, 1) == 1;
        }
        places.takeAnyway(to);
        return true;
    }

    /** There was nothing to deliver after all. */
    void leavePlace(Subscriber to) {
        places.leave(to, 1);
        if (leftBehind.contains(to)) {
            lookAgain(to);
        }
    }

    /** There is something due for this consumer. What can not be read now is read later. */
    void lookAgain(Subscriber to) {
        notes.write("That " + to.name() + " takes what is due", () -> catchUp(to));
    }

    /** Who acknowledges this end: a consumer of ends, perhaps on another node; where there is none, one that observes. */
    Optional<Subscriber> acknowledger(TrackedGeneration ended) {
        List<Subscriber> listeners = subscribers.of(ended);
        Optional<Subscriber> ofEnds = Subscribers.ofEnds(listeners);
        return ofEnds.isPresent() || isTakenElsewhere(each -> each.matches(ended))
                ? ofEnds
                : Subscribers.first(listeners);
    }

    private boolean mayAcknowledge(Subscriber to) {
        return to.subscription().kind() == Kind.TERMINAL
                || (subscribers.mayAcknowledge(to) && !isTakenElsewhere(each -> each.covers(to.subscription())));
    }

    private boolean isTakenElsewhere(Predicate<Subscription> asWanted) {
        return repository.listeners(trackFor).stream().anyMatch(asWanted);
    }

    /**
     * Delivers an end that this node holds, and lets go of it where the consumer does not take it now.
     *
     * @param to who gets it, with a place taken for it
     */
    void deliver(TrackedGeneration ended, @Nullable GenerationEvent last, Subscriber to) {
        if (to.readiness() == Readiness.STARTED && underWay.add(ended.key())) {
            Delivery delivery = new Delivery(ended, last, to);
            workers.execute(delivery::attempt);
        } else {
            letGo(ended, to);
        }
    }

    private void letGo(TrackedGeneration ended, Subscriber to) {
        places.leave(to, 1);
        notes.write(noteOn(ended), () -> repository.release(Claim.DELIVERY, ended.key()));
    }

    /** Brings what is due for this consumer, as much as it takes at a time. */
    void catchUp(Subscriber to) {
        leftBehind.remove(to);
        if (to.readiness() == Readiness.STARTED && mayAcknowledge(to)) {
            // One place at first: while nothing is due, what ends here meanwhile finds the others.
            boolean more = bring(to, 1);
            if (more) {
                bring(to, to.atOnce());
            }
        }
    }

    /** Whether there may be more due than there were places. Then whoever leaves a place comes back here. */
    private boolean bring(Subscriber to, int most) {
        int room;
        do {
            // Noted before it is counted: whoever leaves a place from now on comes back here.
            leftBehind.add(to);
            room = places.take(to, most);
            if (room > 0 && fill(to, room)) {
                leftBehind.add(to);
                return true;
            }
        } while (room > 0 && leftBehind.contains(to));
        return false;
    }

    /** Whether there was an end for each of these places. Otherwise some are left again. */
    private boolean fill(Subscriber to, int room) {
        leftBehind.remove(to);
        int left = room;
        try {
            List<TrackedGeneration> due = repository.claim(Claim.DELIVERY, to.subscription(), room);
            left -= due.size();
            due.forEach(each -> bring(each, to));
            return left == 0;
        } finally {
            places.leave(to, left);
        }
    }

    private void bring(TrackedGeneration due, Subscriber to) {
        notes.write(noteOn(due), () -> {
            if (acknowledger(due).filter(to::equals).isPresent()) {
                deliver(due, null, to);
            } else {
                letGo(due, to);
            }
        });
    }

    private static String noteOn(TrackedGeneration ended) {
        return "What became of the delivery of generation " + ended.id();
    }

    /** One end on its way to one consumer. */
    private final class Delivery {

        private final TrackedGeneration ended;
        private final @Nullable GenerationEvent last;
        private final Subscriber to;
        private volatile TrackedGeneration delivering;
        private volatile boolean settledElsewhere;

        Delivery(TrackedGeneration ended, @Nullable GenerationEvent last, Subscriber to) {
            this.ended = ended;
            this.last = last;
            this.to = to;
            this.delivering = ended;
        }

        void attempt() {
            try {
                if (to.wants(ended.generation())) {
                    TrackedGeneration shown = last == null ? fresh.of(ended) : ended;
                    to.take(() -> handOver(shown)).whenComplete((done, failure) -> settle(failure));
                } else {
                    settle(null);
                }
            } catch (RuntimeException e) {
                settle(e);
            }
        }

        /** It counts as delivered when the route takes it, not while it waits for a thread. */
        private Handover handOver(TrackedGeneration shown) {
            TrackedGeneration now = repository.delivering(ended.key()).orElseThrow(() -> {
                settledElsewhere = true;
                return new NotTakenException();
            });
            delivering = now;
            TrackedGeneration told = shown.counted(now.watches(), now.deliveries());
            return new Handover(told, last == null ? Endings.told(told.generation()) : last, now.deliveries() > 1);
        }

        private void settle(@Nullable Throwable failure) {
            underWay.remove(ended.key());
            notes.write(noteOn(ended), () -> {
                note(failure);
                places.leave(to, 1);
                notes.write("That somebody takes what is due", this::next);
            });
        }

        private void note(@Nullable Throwable failure) {
            if (settledElsewhere) {
                LOG.debug("Generation {} is delivered by another node", ended.id());
            } else if (failure == null) {
                acknowledge();
            } else if (failure instanceof NotTakenException) {
                repository.release(Claim.DELIVERY, ended.key());
            } else {
                comeAgain();
            }
        }

        private void acknowledge() {
            if (!repository.acknowledged(delivering)) {
                LOG.warn(
                        "Generation {} of {} was delivered here, but is not this node's to acknowledge any more: if the node"
                                + " was taken for dead meanwhile, another one delivers it as well",
                        ended.id(),
                        ended.origin().provider());
            }
        }

        /** A person who releases a parked end gives it as many deliveries again. */
        private void comeAgain() {
            int deliveries = Math.max(1, delivering.deliveries());
            int most = to.redelivery().maxDeliveries();
            if (deliveries % most != 0) {
                Duration wait = to.redelivery().after(deliveries % most);
                repository.again(delivering, wait);
                later(wait);
                return;
            }
            repository.parked(delivering);
            listener.parked(delivering);
            LOG.error(
                    "Generation {} of {} ended, but its route failed {} times: it is parked, and not delivered again before"
                            + " it is released",
                    ended.id(),
                    ended.origin().provider(),
                    deliveries);
        }

        /** The consumer may have been started again before it was known that the stopped one did not take it. */
        private void next() {
            acknowledger(ended)
                    .filter(each -> !each.equals(to) || leftBehind.contains(to))
                    .ifPresent(Deliveries.this::catchUp);
        }

        private void retry() {
            acknowledger(ended).ifPresent(Deliveries.this::catchUp);
        }

        private void later(Duration wait) {
            try {
                time.after(
                        wait, () -> workers.execute(() -> notes.write("That somebody takes what is due", this::retry)));
            } catch (RejectedExecutionException stopped) {
                LOG.debug("The end of generation {} stays in the repository: the component stopped", ended.id());
            }
        }
    }
}
