package io.camelgenai.tracking.deliver;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.OwnWork;
import io.camelgenai.tracking.repository.RetryingWriter;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Delivers terminal generations to the consumer that acknowledges them: once, and again when its route fails, until they are
 * parked. A generation that no consumer here accepts now stays in the repository, for this node or another one. Safe for use
 * by several threads.
 */
public final class Deliveries {

    private final GenerationRepository repository;
    private final Subscribers subscribers;
    private final Acknowledgers acknowledgers;
    private final ArtifactRefresher refresher;
    private final Executor executor;
    private final Time time;
    private final GenerationListener listener;
    private final OwnWork work;
    private final RetryingWriter writer;
    private final DeliveryPermits permits = new DeliveryPermits();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final Set<Subscriber> waitingForPermits = ConcurrentHashMap.newKeySet();

    /**
     * @param clients the client of a connection, by its name
     * @param executor runs deliveries
     * @param listener is notified of terminal and of parked generations
     * @param trackFor how long a terminal consumer counts as present after it registered
     * @param work is notified of deliveries in flight
     */
    public Deliveries(
            GenerationRepository repository,
            Subscribers subscribers,
            Function<String, ProviderClient> clients,
            Executor executor,
            Time time,
            GenerationListener listener,
            Duration trackFor,
            OwnWork work) {
        this.repository = repository;
        this.subscribers = subscribers;
        this.acknowledgers = new Acknowledgers(subscribers, repository, trackFor);
        this.refresher = new ArtifactRefresher(clients, time);
        this.executor = executor;
        this.time = time;
        this.listener = listener;
        this.work = work;
        this.writer = new RetryingWriter(repository, work, executor, time);
    }

    /**
     * Stores the terminal state of a generation that this node tracks. It is delivered to the consumer here that acknowledges
     * it, with the event that was observed, if that consumer has a free permit; otherwise it is claimed for it later.
     *
     * @return the consumers that only observe the terminal event; none when this node no longer tracks the generation
     */
    public List<Subscriber> complete(TrackedGeneration tracked, Generation generation, GenerationEvent event) {
        Optional<Subscriber> acknowledger = acknowledgers.of(tracked);
        Optional<Subscriber> ready = acknowledger.filter(this::acquirePermit);
        Optional<TrackedGeneration> stored = store(tracked, generation, ready);
        stored.ifPresent(terminal -> ready.ifPresent(consumer -> deliver(terminal, event, consumer)));
        if (ready.isEmpty()) {
            acknowledger.ifPresent(this::claimSoon);
        }
        return stored.isEmpty() ? List.of() : observers(tracked, acknowledger);
    }

    /** Stores the terminal state of a generation whose own exchange has received it: it is not delivered to a consumer. */
    public void acknowledge(TrackedGeneration tracked, Generation generation) {
        repository.tracking().terminal(tracked.key(), generation, true).ifPresent(terminal -> {
            notifyTerminal(terminal, tracked);
            repository.deliveries().acknowledge(terminal);
        });
    }

    private Optional<TrackedGeneration> store(
            TrackedGeneration tracked, Generation generation, Optional<Subscriber> ready) {
        Optional<TrackedGeneration> stored = Optional.empty();
        try {
            stored = repository.tracking().terminal(tracked.key(), generation, ready.isPresent());
        } finally {
            if (stored.isEmpty()) {
                ready.ifPresent(this::releasePermit);
            }
        }
        stored.ifPresent(terminal -> notifyTerminal(terminal, tracked));
        return stored;
    }

    private void notifyTerminal(TrackedGeneration terminal, TrackedGeneration before) {
        Duration after = Duration.between(before.since(), time.now());
        listener.terminal(terminal, after.isNegative() ? Duration.ZERO : after);
    }

    private List<Subscriber> observers(TrackedGeneration tracked, Optional<Subscriber> acknowledger) {
        return subscribers.of(tracked).stream()
                .filter(each -> each.subscription().kind() == Kind.EVENTS && !acknowledger.equals(Optional.of(each)))
                .toList();
    }

    /** An observer needs no free permit: it receives the terminal event like the events before. */
    private boolean acquirePermit(Subscriber consumer) {
        if (consumer.readiness() != Readiness.STARTED) {
            return false;
        }
        if (consumer.subscription().kind() == Kind.TERMINAL) {
            return permits.acquire(consumer, 1) == 1;
        }
        permits.acquireAlways(consumer);
        return true;
    }

    private void releasePermit(Subscriber consumer) {
        permits.release(consumer, 1);
        if (waitingForPermits.contains(consumer)) {
            claimSoon(consumer);
        }
    }

    private void claimSoon(Subscriber consumer) {
        writer.write("The claim of due generations for " + consumer.name(), null, () -> deliverDue(consumer));
    }

    /** Claims the terminal generations that are due for a consumer, as many as it has permits, and delivers them. */
    public void deliverDue(Subscriber consumer) {
        waitingForPermits.remove(consumer);
        if (consumer.readiness() == Readiness.STARTED && acknowledgers.mayAcknowledge(consumer)) {
            // One permit at first: while nothing is due, a generation that completes here meanwhile finds the others.
            boolean more = claimUpTo(1, consumer);
            if (more) {
                claimUpTo(consumer.maxInFlight(), consumer);
            }
        }
    }

    /** Whether more may be due than there were permits. Then the next permit that is released leads back here. */
    private boolean claimUpTo(int max, Subscriber consumer) {
        int free;
        do {
            // Noted before the permits are acquired: one that is released from now on leads back here.
            waitingForPermits.add(consumer);
            free = permits.acquire(consumer, max);
            if (free > 0 && claim(free, consumer)) {
                waitingForPermits.add(consumer);
                return true;
            }
        } while (free > 0 && waitingForPermits.contains(consumer));
        return false;
    }

    /** Whether there was a generation for each of these permits. Permits without one are released. */
    private boolean claim(int acquired, Subscriber consumer) {
        waitingForPermits.remove(consumer);
        int unused = acquired;
        try {
            List<TrackedGeneration> due = repository.deliveries().claim(consumer.subscription(), acquired);
            unused -= due.size();
            due.forEach(each -> deliverClaimed(each, consumer));
            return unused == 0;
        } finally {
            permits.release(consumer, unused);
        }
    }

    private void deliverClaimed(TrackedGeneration claimed, Subscriber consumer) {
        writer.write(resultOf(claimed), claimed.key(), () -> {
            if (acknowledgers.of(claimed).filter(consumer::equals).isPresent()) {
                deliver(claimed, null, consumer);
            } else {
                release(claimed, consumer);
            }
        });
    }

    /** Delivers a generation that this node has claimed, with a permit of the consumer; releases both if it cannot. */
    private void deliver(TrackedGeneration claimed, @Nullable GenerationEvent event, Subscriber consumer) {
        if (consumer.readiness() == Readiness.STARTED && inFlight.add(claimed.key())) {
            Delivery delivery = new Delivery(repository, listener, claimed, event, consumer);
            work.begin(claimed.key());
            executor.execute(() -> delivery.attempt(refresher, failure -> finish(delivery, failure)));
        } else {
            release(claimed, consumer);
        }
    }

    private void release(TrackedGeneration claimed, Subscriber consumer) {
        permits.release(consumer, 1);
        writer.write(
                resultOf(claimed), claimed.key(), () -> repository.deliveries().release(claimed.key()));
    }

    private void finish(Delivery delivery, @Nullable Throwable failure) {
        TrackedGeneration terminal = delivery.terminal();
        inFlight.remove(terminal.key());
        writer.write(resultOf(terminal), terminal.key(), () -> {
            delivery.record(failure).ifPresent(wait -> redeliverAfter(wait, terminal));
            permits.release(delivery.consumer(), 1);
            claimNext(delivery);
        });
        work.end(terminal.key());
    }

    private void redeliverAfter(Duration wait, TrackedGeneration terminal) {
        writer.writeAfter(wait, "The claim of due generations", null, () -> acknowledgers
                .of(terminal)
                .ifPresent(this::deliverDue));
    }

    /** The consumer may have been replaced before it was known that the stopped one did not receive the generation. */
    private void claimNext(Delivery delivery) {
        Subscriber consumer = delivery.consumer();
        writer.write("The claim of due generations", null, () -> acknowledgers
                .of(delivery.terminal())
                .filter(each -> !each.equals(consumer) || waitingForPermits.contains(consumer))
                .ifPresent(this::deliverDue));
    }

    private static String resultOf(TrackedGeneration terminal) {
        return "The result of the delivery of generation " + terminal.id();
    }
}
