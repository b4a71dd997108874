package io.camelgenai.tracking.deliver;

import io.camelgenai.client.Time;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.Tracker;
import io.camelgenai.tracking.deliver.Subscriber.Handover;
import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.GenerationRepository.Claim;
import io.camelgenai.tracking.repository.RetryingWriter;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
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
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final GenerationRepository repository;
    private final Subscribers subscribers;
    private final ArtifactRefresher refresher;
    private final Executor executor;
    private final Time time;
    private final GenerationListener listener;
    private final RetryingWriter writer;
    private final Duration trackFor;
    private final DeliveryPermits permits = new DeliveryPermits();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final Set<Subscriber> waiting = ConcurrentHashMap.newKeySet();

    public Deliveries(Tracker.Parts parts) {
        this.repository = parts.repository();
        this.subscribers = parts.subscribers();
        this.refresher = new ArtifactRefresher(parts.connections(), parts.time());
        this.executor = parts.executor();
        this.time = parts.time();
        this.listener = parts.listener();
        this.writer = new RetryingWriter(parts.executor(), parts.time());
        this.trackFor = parts.settings().trackFor();
    }

    /**
     * Takes a place for one more end at this consumer, for {@link #deliver} or {@link #releasePermit}. Where there is none, it
     * gets the end from the repository when there is. Observers see the last event as it was, and so are not kept waiting.
     */
    public boolean acquirePermit(Subscriber to) {
        if (to.readiness() != Readiness.STARTED) {
            return false;
        }
        if (to.subscription().kind() == Kind.TERMINAL) {
            return permits.acquire(to, 1) == 1;
        }
        permits.acquireAlways(to);
        return true;
    }

    /** There was nothing to deliver after all. */
    public void releasePermit(Subscriber to) {
        permits.release(to, 1);
        if (waiting.contains(to)) {
            claimLater(to);
        }
    }

    /** There is something due for this consumer. What can not be read now is read later. */
    public void claimLater(Subscriber to) {
        writer.write("That " + to.name() + " takes what is due", () -> deliverDue(to));
    }

    /** Who acknowledges this end: a consumer of ends, perhaps on another node; where there is none, one that observes. */
    public Optional<Subscriber> acknowledger(TrackedGeneration ended) {
        List<Subscriber> listeners = subscribers.of(ended);
        Optional<Subscriber> ofEnds = Subscribers.ofEnds(listeners);
        return ofEnds.isPresent() || isConsumedElsewhere(each -> each.matches(ended))
                ? ofEnds
                : Subscribers.first(listeners);
    }

    private boolean mayAcknowledge(Subscriber to) {
        return to.subscription().kind() == Kind.TERMINAL
                || (subscribers.mayAcknowledge(to) && !isConsumedElsewhere(each -> each.covers(to.subscription())));
    }

    private boolean isConsumedElsewhere(Predicate<Subscription> asWanted) {
        return repository.registeredConsumers(trackFor).stream().anyMatch(asWanted);
    }

    /**
     * Delivers an end that this node holds, and lets go of it where the consumer does not take it now.
     *
     * @param to who gets it, with a place taken for it
     */
    public void deliver(TrackedGeneration ended, @Nullable GenerationEvent last, Subscriber to) {
        if (to.readiness() == Readiness.STARTED && inFlight.add(ended.key())) {
            Delivery delivery = new Delivery(ended, last, to);
            executor.execute(delivery::attempt);
        } else {
            release(ended, to);
        }
    }

    private void release(TrackedGeneration ended, Subscriber to) {
        permits.release(to, 1);
        writer.write(noteOn(ended), () -> repository.release(Claim.DELIVERY, ended.key()));
    }

    /** Brings what is due for this consumer, as much as it takes at a time. */
    public void deliverDue(Subscriber to) {
        waiting.remove(to);
        if (to.readiness() == Readiness.STARTED && mayAcknowledge(to)) {
            // One place at first: while nothing is due, what ends here meanwhile finds the others.
            boolean more = deliverUpTo(to, 1);
            if (more) {
                deliverUpTo(to, to.maxInFlight());
            }
        }
    }

    /** Whether there may be more due than there were places. Then whoever leaves a place comes back here. */
    private boolean deliverUpTo(Subscriber to, int most) {
        int room;
        do {
            // Noted before it is counted: whoever leaves a place from now on comes back here.
            waiting.add(to);
            room = permits.acquire(to, most);
            if (room > 0 && claimUpTo(to, room)) {
                waiting.add(to);
                return true;
            }
        } while (room > 0 && waiting.contains(to));
        return false;
    }

    /** Whether there was an end for each of these places. Otherwise some are left again. */
    private boolean claimUpTo(Subscriber to, int room) {
        waiting.remove(to);
        int left = room;
        try {
            List<TrackedGeneration> due = repository.claim(Claim.DELIVERY, to.subscription(), room);
            left -= due.size();
            due.forEach(each -> deliverUpTo(each, to));
            return left == 0;
        } finally {
            permits.release(to, left);
        }
    }

    private void deliverUpTo(TrackedGeneration due, Subscriber to) {
        writer.write(noteOn(due), () -> {
            if (acknowledger(due).filter(to::equals).isPresent()) {
                deliver(due, null, to);
            } else {
                release(due, to);
            }
        });
    }

    private static String noteOn(TrackedGeneration ended) {
        return "What became of the delivery of generation " + ended.id();
    }

    /** One end on its way to one consumer. */
    private final class Delivery {

        private final TrackedGeneration terminal;
        private final @Nullable GenerationEvent last;
        private final Subscriber to;
        private volatile TrackedGeneration delivering;
        private volatile boolean deliveredElsewhere;

        Delivery(TrackedGeneration ended, @Nullable GenerationEvent last, Subscriber to) {
            this.terminal = ended;
            this.last = last;
            this.to = to;
            this.delivering = ended;
        }

        void attempt() {
            try {
                if (to.accepts(terminal.generation())) {
                    TrackedGeneration shown = last == null ? refresher.refresh(terminal) : terminal;
                    to.deliver(() -> handOver(shown)).whenComplete((done, failure) -> finish(failure));
                } else {
                    finish(null);
                }
            } catch (RuntimeException e) {
                finish(e);
            }
        }

        /** It counts as delivered when the route takes it, not while it waits for a thread. */
        private Handover handOver(TrackedGeneration shown) {
            TrackedGeneration now = repository.delivering(terminal.key()).orElseThrow(() -> {
                deliveredElsewhere = true;
                return new DeliveryRefusedException();
            });
            delivering = now;
            TrackedGeneration told = shown.counted(now.trackings(), now.deliveries());
            return new Handover(
                    told, last == null ? GenerationEvent.ofState(told.generation()) : last, now.deliveries() > 1);
        }

        private void finish(@Nullable Throwable failure) {
            inFlight.remove(terminal.key());
            writer.write(noteOn(terminal), () -> {
                record(failure);
                permits.release(to, 1);
                writer.write("That somebody takes what is due", this::next);
            });
        }

        private void record(@Nullable Throwable failure) {
            if (deliveredElsewhere) {
                LOG.debug("Generation {} is delivered by another node", terminal.id());
            } else if (failure == null) {
                acknowledge();
            } else if (failure instanceof DeliveryRefusedException) {
                repository.release(Claim.DELIVERY, terminal.key());
            } else {
                redeliverOrPark();
            }
        }

        private void acknowledge() {
            if (!repository.acknowledge(delivering)) {
                LOG.warn(
                        "Generation {} of {} was delivered here, but is not this node's to acknowledge any more: if"
                                + " the node was taken for dead meanwhile, another one delivers it as well",
                        terminal.id(),
                        terminal.origin().provider());
            }
        }

        /** A person who releases a parked end gives it as many deliveries again. */
        private void redeliverOrPark() {
            int deliveries = Math.max(1, delivering.deliveries());
            int most = to.redelivery().maxDeliveries();
            if (deliveries % most != 0) {
                Duration wait = to.redelivery().delayAfter(deliveries % most);
                repository.scheduleRedelivery(delivering, wait);
                retryAfter(wait);
                return;
            }
            repository.park(delivering);
            listener.parked(delivering);
            LOG.error(
                    "Generation {} of {} ended, but its route failed {} times: it is parked, and not delivered again"
                            + " before it is released",
                    terminal.id(),
                    terminal.origin().provider(),
                    deliveries);
        }

        /** The consumer may have been started again before it was known that the stopped one did not take it. */
        private void next() {
            acknowledger(terminal)
                    .filter(each -> !each.equals(to) || waiting.contains(to))
                    .ifPresent(Deliveries.this::deliverDue);
        }

        private void retry() {
            acknowledger(terminal).ifPresent(Deliveries.this::deliverDue);
        }

        private void retryAfter(Duration wait) {
            try {
                time.after(
                        wait,
                        () -> executor.execute(() -> writer.write("That somebody takes what is due", this::retry)));
            } catch (RejectedExecutionException stopped) {
                LOG.debug("The end of generation {} stays in the repository: the component stopped", terminal.id());
            }
        }
    }
}
