package io.camelgenai.tracking.observe;

import io.camelgenai.generation.GenerationEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one observation to its end, or until it is closed: a stream on a thread of its own, what is seen by looking with a
 * timer and a thread for each look.
 *
 * @param observation what is read
 * @param live where it can be found while it is read
 * @param onEvent takes each event, and may take its time: meanwhile nothing is read
 * @param onEnd hears once, after the last event, of the failure that ended the reading, or null
 */
public record ObservationRunner(
        Observation observation,
        LiveObservations live,
        Consumer<GenerationEvent> onEvent,
        Consumer<@Nullable RuntimeException> onFinish) {

    public void start(ObservationThreads threads) {
        live.add(observation);
        if (observation instanceof PollingObservation looking) {
            new PollingRunner(this, looking, threads).start();
        } else {
            threads.start(() -> end(read()));
        }
    }

    /** Passes on what there is to read. Returns what ended the reading before its time, or null. */
    @Nullable
    RuntimeException read() {
        try {
            while (observation.hasNext()) {
                onEvent.accept(observation.next());
                // A route may have left its thread interrupted: that is not meant for the next read.
                Thread.interrupted();
            }
            return null;
        } catch (RuntimeException e) {
            return e;
        } catch (Error e) {
            return new IllegalStateException("The reading ended with " + e, e);
        }
    }

    void end(@Nullable RuntimeException failure) {
        live.remove(observation);
        try {
            onFinish.accept(failure);
        } finally {
            observation.close();
        }
    }
}
