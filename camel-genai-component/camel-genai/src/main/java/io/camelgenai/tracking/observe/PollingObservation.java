package io.camelgenai.tracking.observe;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Observes a generation by polling. The first event is the state that is known already. Read like any other observation, it
 * waits between polls; {@linkplain #pollOnDemand on demand} it never waits, and what is read is the result of the last poll.
 */
final class PollingObservation extends Observation {

    private final Poller poller;
    private boolean announced;
    private boolean onDemand;
    private @Nullable GenerationEvent polled;
    private @Nullable RuntimeException failure;
    private volatile Runnable onClose = () -> {};

    /** @param everyEvent whether each change is wanted, and not only the terminal state */
    PollingObservation(ProviderClient client, Generation known, boolean everyEvent, Time time) {
        super(client, known, time);
        this.poller = new Poller(this, everyEvent);
    }

    /** @param source answers polls in place of the provider, given the state so far */
    PollingObservation(ProviderClient client, Generation known, UnaryOperator<Generation> source, Time time) {
        super(client, known, time);
        this.poller = new Poller(this, false, source);
    }

    @Override
    @Nullable
    GenerationEvent advance() {
        if (!announced) {
            announced = true;
            return state.currentEvent();
        }
        if (!onDemand) {
            return poller.next();
        }
        if (failure != null) {
            throw failure;
        }
        GenerationEvent event = polled;
        polled = null;
        return event;
    }

    /** Polls only when {@link #poll} is called. */
    void pollOnDemand(Runnable whenClosed) {
        onDemand = true;
        onClose = whenClosed;
    }

    /** Polls once. Its failure is thrown to the reader. */
    void poll(boolean longPoll) {
        try {
            polled = isClosed() ? null : poller.poll(longPoll);
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("The poll ended with " + e, e);
        }
    }

    /** Whether there is something to read: the last poll found an event or failed, or the observation was closed. */
    boolean hasResult() {
        return polled != null || failure != null || isClosed();
    }

    boolean asksProvider() {
        return poller.asksProvider();
    }

    boolean canLongPoll() {
        return poller.canLongPoll();
    }

    /** How long to wait before the next poll. */
    Duration delay() {
        return poller.delay();
    }

    @Override
    void release() {
        onClose.run();
    }
}
