package io.camelgenai.tracking;

import io.camelgenai.generation.GenerationEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one observation on a thread of its own, to its end or until it is closed.
 *
 * @param observation what is read
 * @param live where it can be found while it is read
 * @param onEvent takes each event, and may take its time: meanwhile nothing is read
 * @param onEnd hears once, after the last event, of the failure that ended the reading, or null
 */
record Watch(
        Observation observation,
        LiveObservations live,
        Consumer<GenerationEvent> onEvent,
        Consumer<@Nullable RuntimeException> onEnd) {

    void start(StreamThreads threads) {
        live.add(observation);
        threads.start(this::run);
    }

    private void run() {
        RuntimeException failure = null;
        try {
            while (observation.hasNext()) {
                onEvent.accept(observation.next());
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("The reading ended with " + e, e);
        } finally {
            live.remove(observation);
            try {
                onEnd.accept(failure);
            } finally {
                observation.close();
            }
        }
    }
}
