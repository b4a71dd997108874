package io.camelgenai.tracking.deliver;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.client.WorkExecutors;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers terminal generations to the consumer that acknowledges them: once, and again when its route fails, until they are
 * parked. A generation that no consumer here accepts now stays in the repository, for this node or another one. Safe for use
 * by several threads.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    /** Later the lease of this node may have expired, and another node may have the claim. */
    private static final Duration CLAIM_IS_RECENT = Duration.ofMillis(500);

    private final GenerationRepository repository;
    private final Subscribers subscribers;
    private final Acknowledgers acknowledgers;
    private final ArtifactRefresher refresher;
    private final Executor routes;
    private final Executor control;
    private final Time time;
    private final GenerationListener listener;
    private final OwnWork work;
    private final RetryingWriter writer;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final Map<Subscriber, DeliveryPump> pumps = new ConcurrentHashMap<>();
    private final DeliveryPump.Source due = new DueGenerations();

    /**
     * @param clients the client of a connection, by its name
     * @param executors run deliveries, and the writes about them
     * @param listener is notified of terminal and of parked generations
     * @param trackFor how long a terminal consumer counts as present after it registered
     * @param work is notified of deliveries in flight
     */
    public Deliveries(
            GenerationRepository repository,
            Subscribers subscribers,
            Function<String, ProviderClient> clients,
            WorkExecutors executors,
            Time time,
            GenerationListener listener,
            Duration trackFor,
            OwnWork work) {
        this.repository = repository;
        this.subscribers = subscribers;
        this.acknowledgers = new Acknowledgers(subscribers, repository, trackFor);
        this.refresher = new ArtifactRefresher(clients, time);
        this.routes = executors.routes();
        this.control = executors.control();
        this.time = time;
        this.listener = listener;
        this.work = work;
        this.writer = new RetryingWriter(repository, work, control, time);
    }

    /**
     * Stores the terminal state of a generation that this node tracks. It is delivered to the consumer here that acknowledges
     * it, with the event that was observed, if that consumer has a free permit; otherwise it is claimed for it later.
     *
     * @return the consumers that only observe the terminal event; none when this node no longer tracks the generation
     */
    public List<Subscriber> complete(TrackedGeneration tracked, Generation generation, GenerationEvent event) {
        Optional<Subscriber> acknowledger = acknowledgers.of(tracked);
        Optional<DeliveryPump> pump = acknowledger.map(this::pump);
        Optional<DeliveryPump> ready = pump.filter(DeliveryPump::acquire);
        long before = time.nanos();
        Optional<TrackedGeneration> stored = store(tracked, generation, ready);
        stored.ifPresent(terminal -> ready.filter(
                        each -> !deliver(delivery(terminal, event, () -> isRecent(before), each), each))
                .ifPresent(DeliveryPump::release));
        if (ready.isEmpty()) {
            pump.ifPresent(DeliveryPump::signal);
        }
        return stored.isEmpty() ? List.of() : observers(tracked, acknowledger);
    }

    private boolean isRecent(long nanos) {
        return time.nanos() - nanos < CLAIM_IS_RECENT.toNanos();
    }

    private Delivery delivery(
            TrackedGeneration claimed, @Nullable GenerationEvent event, BooleanSupplier isCounted, DeliveryPump pump) {
        return new Delivery(repository, listener, claimed, event, isCounted, pump.consumer());
    }

    private DeliveryPump pump(Subscriber consumer) {
        return pumps.computeIfAbsent(consumer, self -> new DeliveryPump(self, due, control));
    }

    /** Stores the terminal state of a generation whose own exchange has received it: it is not delivered to a consumer. */
    public void acknowledge(TrackedGeneration tracked, Generation generation) {
        repository.tracking().terminal(tracked, generation, true).ifPresent(terminal -> {
            notifyTerminal(terminal, tracked);
            repository.deliveries().acknowledge(terminal);
        });
    }

    private Optional<TrackedGeneration> store(
            TrackedGeneration tracked, Generation generation, Optional<DeliveryPump> ready) {
        Optional<TrackedGeneration> stored = Optional.empty();
        try {
            stored = repository.tracking().terminal(tracked, generation, ready.isPresent());
        } finally {
            if (stored.isEmpty()) {
                ready.ifPresent(DeliveryPump::release);
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

    /** Claims the terminal generations that are due for a consumer, as many as it has permits, and delivers them. */
    public void deliverDue(Subscriber consumer) {
        pump(consumer).signal();
    }

    /** Forgets the consumers that have been removed. Their deliveries in flight are finished. */
    public void consumerStopped() {
        pumps.keySet().retainAll(subscribers.all());
    }

    private final class DueGenerations implements DeliveryPump.Source {

        @Override
        public List<TrackedGeneration> claim(Subscriber consumer, int max) {
            return acknowledgers.mayAcknowledge(consumer)
                    ? repository.deliveries().claim(consumer.subscription(), max)
                    : List.of();
        }

        @Override
        public boolean start(TrackedGeneration claimed, DeliveryPump pump) {
            Delivery delivery = delivery(claimed, null, () -> false, pump);
            if (isAcknowledger(pump.consumer(), claimed)) {
                return deliver(delivery, pump);
            }
            release(delivery);
            return false;
        }

        /** False also where that cannot be found out now. */
        private boolean isAcknowledger(Subscriber consumer, TrackedGeneration claimed) {
            try {
                return acknowledgers.of(claimed).filter(consumer::equals).isPresent();
            } catch (RuntimeException unreachable) {
                LOG.debug("Generation {} is not delivered now", claimed.id(), unreachable);
                return false;
            }
        }

        @Override
        public void signalLater(DeliveryPump pump) {
            signalAfter(RETRY_DELAY, pump);
        }
    }

    private void signalAfter(Duration delay, DeliveryPump pump) {
        try {
            time.after(delay, pump::signal);
        } catch (RejectedExecutionException stopped) {
            LOG.debug(
                    "Nothing more is delivered to {}: the component stopped",
                    pump.consumer().name());
        }
    }

    /** Delivers a generation that this node has claimed, or releases it and returns false. */
    private boolean deliver(Delivery delivery, DeliveryPump pump) {
        String key = delivery.terminal().key();
        if (pump.consumer().readiness() != Readiness.STARTED || !inFlight.add(key)) {
            release(delivery);
            return false;
        }
        work.begin(key);
        routes.execute(() -> delivery.attempt(refresher, failure -> finish(delivery, pump, failure)));
        return true;
    }

    private void release(Delivery delivery) {
        TrackedGeneration claimed = delivery.terminal();
        writer.write(resultOf(claimed), claimed.key(), delivery::release);
    }

    private void finish(Delivery delivery, DeliveryPump pump, @Nullable Throwable failure) {
        TrackedGeneration terminal = delivery.terminal();
        inFlight.remove(terminal.key());
        writer.write(
                resultOf(terminal),
                terminal.key(),
                () -> {
                    Optional<Duration> wait = delivery.record(failure);
                    pump.release();
                    wait.ifPresent(each -> signalAcknowledgerAfter(each, terminal));
                    if (failure instanceof DeliveryRefusedException) {
                        signalAcknowledgerAfter(
                                pump.consumer().readiness() == Readiness.STARTED ? RETRY_DELAY : Duration.ZERO,
                                terminal);
                    }
                },
                () -> refused(delivery, pump));
        work.end(terminal.key());
    }

    /** The repository refuses the result. */
    private void refused(Delivery delivery, DeliveryPump pump) {
        TrackedGeneration terminal = delivery.terminal();
        pump.release();
        writer.write("The redelivery of generation " + terminal.id(), terminal.key(), () -> delivery.recordAsFailed()
                .ifPresent(wait -> signalAcknowledgerAfter(wait, terminal)));
    }

    /** The consumer may have been replaced in the meantime. */
    private void signalAcknowledgerAfter(Duration wait, TrackedGeneration terminal) {
        writer.writeAfter(wait, "The claim of due generations", null, () -> acknowledgers
                .of(terminal)
                .ifPresent(this::deliverDue));
    }

    private static String resultOf(TrackedGeneration terminal) {
        return "The result of the delivery of generation " + terminal.id();
    }
}
