package io.camelgenai.tracking;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one observation on a thread of its own, to its end or until it is stopped. */
final class Watch {

    private final Observation observation;
    private final Consumer<GenerationEvent> onEvent;
    private final Consumer<@Nullable RuntimeException> onEnd;

    /**
     * @param observation what is read
     * @param onEvent takes each event, and may take its time: meanwhile nothing is read
     * @param onEnd hears once, after the last event, of the failure that ended the reading, or null
     */
    Watch(Observation observation, Consumer<GenerationEvent> onEvent, Consumer<@Nullable RuntimeException> onEnd) {
        this.observation = observation;
        this.onEvent = onEvent;
        this.onEnd = onEnd;
    }

    Watch start(StreamThreads threads) {
        threads.start(this::run);
        return this;
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
            observation.close();
            onEnd.accept(failure);
        }
    }

    Generation soFar() {
        return observation.soFar();
    }

    /** Stops reading. The thread goes on to the end of what it does. */
    void stop() {
        observation.close();
    }
}
