package io.camelgenai.tracking.observe;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Waits for the terminal state of generations, for callers that each want one. Thread-safe. */
public final class CompletionWaiter implements AutoCloseable {

    private final LiveObservations live;
    private final ObservationThreads threads;
    private final Executor executor;
    private final Time time;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param executor where outcomes are completed; may block */
    public CompletionWaiter(LiveObservations live, ObservationThreads threads, Executor executor, Time time) {
        this.live = live;
        this.threads = threads;
        this.executor = executor;
        this.time = time;
    }

    /**
     * Waits for the terminal state of a generation.
     *
     * @param known the state so far, with the id
     * @param opened its stream, where that is open already
     * @return the terminal state; or a {@link GenerationTimeoutException} with the last state, or the failure that made
     *     further observation impossible
     */
    public CompletableFuture<Generation> untilTerminal(
            ProviderClient client, Generation known, @Nullable Observation opened, Duration timeout) {
        if (opened == null && Observations.isComplete(client, known)) {
            return CompletableFuture.completedFuture(known);
        }
        Wait wait = new Wait(client, opened == null ? Observations.ofCompletion(client, known, time) : opened, timeout);
        wait.start();
        return wait.outcome;
    }

    /** Ends every wait. */
    @Override
    public void close() {
        closed = true;
        waits.forEach(each -> each.observation.close());
    }

    private final class Wait {

        private final ProviderClient client;
        private final Duration timeout;
        private final CompletableFuture<Generation> outcome = new CompletableFuture<>();
        private final Observation observation;
        private final Future<?> timer;
        private volatile boolean timedOut;

        Wait(ProviderClient client, Observation observation, Duration timeout) {
            this.client = client;
            this.timeout = timeout;
            this.observation = observation;
            this.timer = time.after(timeout, this::timeOut);
        }

        void start() {
            waits.add(this);
            new ObservationRunner(observation, live, event -> ObservationRunner.CONSUMED, this::finish).start(threads);
            if (closed) {
                observation.close();
            }
        }

        /** Finishes by itself: an observation that is still queued for a thread does not react to close. */
        private void timeOut() {
            timedOut = true;
            observation.close();
            finish(null);
        }

        private void finish(@Nullable RuntimeException failure) {
            if (!waits.remove(this)) {
                return;
            }
            timer.cancel(false);
            executor.execute(() -> complete(observation.current(), failure));
        }

        private void complete(Generation last, @Nullable RuntimeException failure) {
            if (failure != null) {
                outcome.completeExceptionally(failure);
            } else if (last.isTerminal()) {
                outcome.complete(last);
            } else if (timedOut) {
                completeAfterTimeout(Observations.lastPoll(client, last));
            } else {
                outcome.completeExceptionally(new GenAiException(
                        "The component stopped while it waited for generation " + last.id() + " of " + last.provider()
                                + ". It continues at the provider: use operation=await with its id",
                        Where.generation(last.provider(), last.id()),
                        null));
            }
        }

        private void completeAfterTimeout(Generation last) {
            if (Observations.isComplete(client, last)) {
                outcome.complete(last);
            } else {
                outcome.completeExceptionally(new GenerationTimeoutException(last, timeout));
            }
        }
    }
}
