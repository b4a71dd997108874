package io.camelgenai.tracking.observe;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees what happens by asking. The first event tells the state that is known already. It can be read like any other, waiting
 * included; or it is told when to look, and what is read then is what that look has shown.
 */
final class PollingObservation extends Observation {

    private final Poller poller;
    private boolean announced;
    private boolean onDemand;
    private @Nullable GenerationEvent polled;
    private @Nullable RuntimeException failed;
    private volatile Runnable onClose = () -> {};

    /** @param closely whether somebody wants to see each change, and not just the end */
    PollingObservation(ProviderClient client, Generation known, boolean closely, Time time) {
        super(client, known, time);
        this.poller = new Poller(this, closely);
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
        if (failed != null) {
            throw failed;
        }
        GenerationEvent event = polled;
        polled = null;
        return event;
    }

    /** From now on it never waits: it looks when it is told to. */
    void pollOnDemand(Runnable whenClosed) {
        onDemand = true;
        onClose = whenClosed;
    }

    /**
     * Looks once. What it fails with is thrown to whoever reads.
     *
     * @param held whether the provider may hold its answer
     */
    void poll(boolean held) {
        try {
            polled = isClosed() ? null : poller.poll(held);
        } catch (RuntimeException e) {
            failed = e;
        } catch (Error e) {
            failed = new IllegalStateException("The look ended with " + e, e);
        }
    }

    /** Whether the provider can hold its answer until there is something to tell. */
    boolean canLongPoll() {
        return poller.canLongPoll();
    }

    /** How long to wait before the next look. */
    Duration untilNextPoll() {
        return poller.untilNextPoll();
    }

    @Override
    void release() {
        onClose.run();
    }
}
