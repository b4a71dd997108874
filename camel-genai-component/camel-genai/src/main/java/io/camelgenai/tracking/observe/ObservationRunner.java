package io.camelgenai.tracking.observe;

import io.camelgenai.generation.GenerationEvent;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one observation until it ends: a stream on a thread of its own, polls with a timer and without a thread between them.
 *
 * @param observation the observation
 * @param live contains it while it is read
 * @param onEvent receives each event, and may block; nothing is read before the returned future is complete, however it
 *     completes
 * @param onFinish is called once, after the last event, with the failure that ended the reading, or null
 */
public record ObservationRunner(
        Observation observation,
        LiveObservations live,
        Function<GenerationEvent, CompletableFuture<?>> onEvent,
        Consumer<@Nullable RuntimeException> onFinish) {

    /** The result of {@link #onEvent} where nothing has to be waited for. */
    public static final CompletableFuture<Void> CONSUMED = CompletableFuture.completedFuture(null);

    private static final Logger LOG = LoggerFactory.getLogger(ObservationRunner.class);

    public void start(ObservationThreads threads) {
        live.add(observation);
        if (observation instanceof PollingObservation polling) {
            new PollingRunner(this, polling, threads).start();
        } else {
            threads.start(() -> finish(read()));
        }
    }

    /** Passes all events on. Returns the failure that ended the reading, or null. */
    private @Nullable RuntimeException read() {
        try {
            while (observation.hasNext()) {
                await(pass(observation.next()));
            }
            return null;
        } catch (RuntimeException e) {
            return e;
        } catch (Error e) {
            return failure(e);
        }
    }

    CompletableFuture<?> pass(GenerationEvent event) {
        CompletableFuture<?> consumed = onEvent.apply(event);
        // A route may have left its thread interrupted; the next read must not see that.
        Thread.interrupted();
        return consumed;
    }

    /** An event on which a route failed counts as consumed. */
    private static void await(CompletableFuture<?> consumed) {
        try {
            consumed.join();
        } catch (CompletionException | CancellationException counted) {
            LOG.trace("A route failed on an event", counted);
        }
    }

    static RuntimeException failure(Error error) {
        return new IllegalStateException("The reading ended with " + error, error);
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
