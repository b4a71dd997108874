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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the terminal state of generations, for callers that each want one. A timeout is answered at once: the last poll,
 * for a completion that the observation did not show, is made a little earlier and does not outlast it. Thread-safe.
 */
public final class CompletionWaiter implements AutoCloseable {

    private static final Duration MAX_LEAD = Duration.ofSeconds(2);
    private static final int LEAD_SHARE = 4;

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
     * @param elapsed how much of the timeout is over already
     * @return the terminal state; or a {@link GenerationTimeoutException} with the last state, or the failure that made
     *     further observation impossible
     */
    public CompletableFuture<Generation> untilTerminal(
            ProviderClient client, Generation known, @Nullable Observation opened, Duration timeout, Duration elapsed) {
        if (opened == null && Observations.isComplete(client, known)) {
            return CompletableFuture.completedFuture(known);
        }
        Observation observation = opened == null ? Observations.ofCompletion(client, known, time) : opened;
        Wait wait = new Wait(client, observation, timeout, elapsed);
        wait.start();
        return wait.outcome;
    }

    /**
     * Limits the calls that precede a wait.
     *
     * @param known the state so far, with the id
     * @param calls makes the calls, with retries, on the calling thread or elsewhere; canceled at the timeout
     * @return the outcome of the calls, or a {@link GenerationTimeoutException}
     */
    public CompletableFuture<Generation> within(
            Duration timeout, Generation known, Function<Cancellation, CompletableFuture<Generation>> calls) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Generation> outcome = new CompletableFuture<>();
        Future<?> timer = time.after(
                timeout,
                () -> executor.execute(() -> {
                    outcome.completeExceptionally(new GenerationTimeoutException(known, timeout));
                    cancellation.cancel();
                }));
        calls.apply(cancellation).whenComplete((generation, failure) -> {
            timer.cancel(false);
            if (failure == null) {
                outcome.complete(generation);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
        return outcome;
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
        private final Cancellation lastPoll = new Cancellation();
        private final Duration rest;
        private volatile Future<?> timer = CompletableFuture.completedFuture(null);
        private volatile @Nullable Polled polled;
        private volatile boolean timedOut;

        Wait(ProviderClient client, Observation observation, Duration timeout, Duration elapsed) {
            this.client = client;
            this.timeout = timeout;
            this.observation = observation;
            this.rest = timeout.minus(elapsed);
        }

        /** The last poll has its time also where the process was suspended until after the timeout. */
        void start() {
            waits.add(this);
            Duration share = rest.dividedBy(LEAD_SHARE);
            Duration lead = share.compareTo(MAX_LEAD) > 0 ? MAX_LEAD : share;
            timer = time.after(rest.minus(lead), () -> {
                timer = time.after(lead, this::timeOut);
                executor.execute(this::pollOnceMore);
            });
            new ObservationRunner(observation, live, event -> ObservationRunner.CONSUMED, this::finish).start(threads);
            if (closed) {
                observation.close();
            }
        }

        private void pollOnceMore() {
            if (!outcome.isDone()) {
                Generation before = observation.current();
                Polled result = new Polled(before, Observations.lastPoll(client, before, lastPoll));
                polled = result;
                if (Observations.isComplete(client, result.after)) {
                    observation.close();
                    finish(null);
                }
            }
        }

        /** Finishes by itself: an observation that is still queued for a thread does not react to close. */
        private void timeOut() {
            timedOut = true;
            lastPoll.cancel();
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

        private void complete(Generation observed, @Nullable RuntimeException failure) {
            Generation last = newest(observed);
            if (failure != null) {
                outcome.completeExceptionally(failure);
            } else if (last.isTerminal() && (last == observed || Observations.isComplete(client, last))) {
                outcome.complete(last);
            } else if (timedOut) {
                outcome.completeExceptionally(new GenerationTimeoutException(last, timeout));
            } else {
                outcome.completeExceptionally(new GenAiException(
                        "The component stopped while it waited for generation " + last.id() + " of " + last.provider()
                                + ". It continues at the provider: use operation=await with its id",
                        Where.generation(last.provider(), last.id()),
                        null));
            }
        }

        /** What the observation has seen after the last poll is newer, unless the poll has seen the completion. */
        private Generation newest(Generation observed) {
            Polled result = polled;
            if (result == null || observed.isTerminal()) {
                return observed;
            }
            boolean pollIsNewer = result.before.equals(observed) || Observations.isComplete(client, result.after);
            return pollIsNewer ? result.after : observed;
        }

        /** A poll, with the state before it. */
        private record Polled(Generation before, Generation after) {}
    }
}
