package io.camelgenai.tracking.observe;

import io.camelgenai.generation.GenerationEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one observation until it ends: a stream on a thread of its own, polls with a timer and a thread for each poll.
 *
 * @param observation the observation
 * @param live contains it while it is read
 * @param onEvent receives each event, and may block: nothing is read meanwhile
 * @param onFinish is called once, after the last event, with the failure that ended the reading, or null
 */
public record ObservationRunner(
        Observation observation,
        LiveObservations live,
        Consumer<GenerationEvent> onEvent,
        Consumer<@Nullable RuntimeException> onFinish) {

    public void start(ObservationThreads threads) {
        live.add(observation);
        if (observation instanceof PollingObservation polling) {
            new PollingRunner(this, polling, threads).start();
        } else {
            threads.start(() -> finish(read()));
        }
    }

    /** Passes on the events that there are. Returns the failure that ended the reading, or null. */
    @Nullable
    RuntimeException read() {
        try {
            while (observation.hasNext()) {
                onEvent.accept(observation.next());
                // A route may have left its thread interrupted; the next read must not see that.
                Thread.interrupted();
            }
            return null;
        } catch (RuntimeException e) {
            return e;
        } catch (Error e) {
            return new IllegalStateException("The reading ended with " + e, e);
        }
    }

    void finish(@Nullable RuntimeException failure) {
        live.remove(observation);
        try {
            onFinish.accept(failure);
        } finally {
            observation.close();
        }
    }
}
