package io.camelgenai.tracking.observe;

import io.camelgenai.client.Cancellation;
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

/** Waits for the end of generations on behalf of callers that each want one. Safe for use by several threads. */
public final class CompletionWaiter implements AutoCloseable {

    private final LiveObservations live;
    private final ObservationThreads threads;
    private final Executor executor;
    private final Time time;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public CompletionWaiter(LiveObservations live, ObservationThreads threads, Executor workers, Time time) {
        this.live = live;
        this.threads = threads;
        this.executor = workers;
        this.time = time;
    }

    /**
     * Waits for the end of a generation.
     *
     * @param known what is known of it, its id included
     * @param opened its stream, where that is open already
     * @param timeout how long
     * @return its terminal state, completed on a worker; or a {@link GenerationTimeoutException} with the last state seen,
     *     or the exception that made it impossible to see more
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
            new ObservationRunner(observation, live, event -> {}, this::end).start(threads);
            if (closed) {
                observation.close();
            }
        }

        /** A generation that never got a thread has to time out as well. */
        private void timeOut() {
            timedOut = true;
            observation.close();
            end(null);
        }

        private void end(@Nullable RuntimeException failure) {
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
                lastPoll(last);
            } else {
                outcome.completeExceptionally(new GenAiException(
                        "The component stopped while it waited for generation " + last.id() + " of " + last.provider()
                                + ". It goes on at the provider: use operation=await with its id",
                        Where.generation(last.provider(), last.id()),
                        null));
            }
        }

        /** It may have ended between the last look and the deadline. */
        private void lastPoll(Generation last) {
            Generation seen = last;
            try {
                if (client.descriptor().calls().get() != null) {
                    seen = client.get(last, new Cancellation()).generation();
                }
            } catch (GenAiException unseen) {
                seen = last;
            }
            if (Observations.isComplete(client, seen)) {
                outcome.complete(seen);
            } else {
                outcome.completeExceptionally(new GenerationTimeoutException(seen, timeout));
            }
        }
    }
}
