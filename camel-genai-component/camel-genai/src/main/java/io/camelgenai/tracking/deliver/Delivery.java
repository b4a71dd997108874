package io.camelgenai.tracking.deliver;

import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.deliver.Subscriber.Handover;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One delivery of a terminal generation to one consumer, from the attempt until its result is stored. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int MAX_ATTEMPTS = 3;

    private final GenerationRepository repository;
    private final GenerationListener listener;
    private final TrackedGeneration terminal;
    private final @Nullable GenerationEvent event;
    private final BooleanSupplier isCounted;
    private final Subscriber consumer;
    private volatile TrackedGeneration counted;
    private volatile boolean claimLost;
    private volatile boolean uncounted;
    private volatile boolean begun;
    private volatile boolean acknowledging;

    /**
     * @param event the terminal event, if this node has just observed it; then the delivery was counted with the terminal state
     * @param isCounted whether that is so recent that it need not be counted again
     */
    Delivery(
            GenerationRepository repository,
            GenerationListener listener,
            TrackedGeneration terminal,
            @Nullable GenerationEvent event,
            BooleanSupplier isCounted,
            Subscriber consumer) {
        this.repository = repository;
        this.listener = listener;
        this.terminal = terminal;
        this.event = event;
        this.isCounted = isCounted;
        this.consumer = consumer;
        this.counted = terminal;
    }

    TrackedGeneration terminal() {
        return terminal;
    }

    Subscriber consumer() {
        return consumer;
    }

    /** @param onFinish is called once, with the failure or null */
    void attempt(ArtifactRefresher refresher, Consumer<@Nullable Throwable> onFinish) {
        try {
            if (consumer.accepts(terminal.generation())) {
                TrackedGeneration shown = event == null ? refresher.refresh(terminal) : terminal;
                consumer.deliver(() -> handOver(shown)).whenComplete((done, failure) -> onFinish.accept(failure));
            } else {
                onFinish.accept(null);
            }
        } catch (RuntimeException | Error e) { // an Error too: its permit would never be released
            onFinish.accept(e);
        }
    }

    /** The delivery counts from when the route receives it, not while it waits for a thread. */
    private Handover handOver(TrackedGeneration shown) {
        TrackedGeneration now = count().orElseThrow(() -> {
            claimLost = true;
            return new DeliveryRefusedException();
        });
        counted = now;
        begun = true;
        TrackedGeneration delivered = shown.counted(now.trackings(), now.deliveries());
        GenerationEvent last = event == null ? GenerationEvent.ofState(delivered.generation()) : event;
        return new Handover(delivered, last, now.deliveries() > 1);
    }

    /** Repeated where the answer may have been lost: the route must not wait for long. */
    private Optional<TrackedGeneration> count() {
        if (isCounted.getAsBoolean()) {
            return Optional.of(terminal);
        }
        TrackedGeneration before =
                event == null ? terminal : terminal.counted(terminal.trackings(), terminal.deliveries() - 1);
        for (int attempt = 1; ; attempt++) {
            try {
                return repository.deliveries().delivering(before);
            } catch (RuntimeException e) {
                if (attempt == MAX_ATTEMPTS || e.getCause() instanceof TimeoutException) {
                    uncounted = true;
                    throw e;
                }
                LOG.debug("The delivery of generation {} is counted again", terminal.id(), e);
            }
        }
    }

    /**
     * Stores the result.
     *
     * @return the time until the redelivery, if there is one
     */
    Optional<Duration> record(@Nullable Throwable failure) {
        if (claimLost) {
            LOG.debug("Generation {} is delivered by another node", terminal.id());
        } else if (failure == null) {
            acknowledge();
        } else if (uncounted || failure instanceof DeliveryRefusedException) {
            release();
        } else {
            return redeliverOrPark();
        }
        return Optional.empty();
    }

    /** Gives the claim back; a delivery that has not begun does not count. */
    void release() {
        if (event != null && !begun) {
            repository.deliveries().releaseUndelivered(terminal.key());
        } else {
            repository.deliveries().release(terminal.key());
        }
    }

    /**
     * Stores that it is due again, or parked, whatever its result was: a result that cannot be stored must not claim it forever,
     * and one that cannot be stored at all must not be delivered without end.
     *
     * @return the time until the redelivery, if there is one
     */
    Optional<Duration> recordAsFailed() {
        return claimLost || uncounted ? Optional.empty() : redeliverOrPark();
    }

    /** A repetition may find that the first one was stored, and its answer lost. */
    private void acknowledge() {
        boolean repeated = acknowledging;
        acknowledging = true;
        if (!repository.deliveries().acknowledge(counted) && !repeated) {
            LOG.warn(
                    "Generation {} of {} was delivered here, but is not this node's to acknowledge any more: if the lease of"
                            + " the node expired in the meantime, another one delivers it as well",
                    terminal.id(),
                    terminal.origin().provider());
        }
    }

    /** After an operator's redelivery, a parked generation gets as many deliveries as before. */
    private Optional<Duration> redeliverOrPark() {
        int deliveries = Math.max(1, counted.deliveries());
        int max = consumer.redelivery().maxDeliveries();
        if (deliveries % max != 0) {
            Duration wait = consumer.redelivery().delayAfter(deliveries % max);
            repository.deliveries().scheduleRedelivery(counted, wait);
            return Optional.of(wait);
        }
        repository.deliveries().park(counted);
        listener.parked(counted);
        LOG.error(
                "Generation {} of {} is terminal, but its route failed {} times: it is parked until an operator redelivers it",
                terminal.id(),
                terminal.origin().provider(),
                deliveries);
        return Optional.empty();
    }
}
