package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes a call, and makes it again where that is allowed, without holding a thread while it waits. Safe for use by several
 * threads.
 */
public final class RetryExecutor implements AutoCloseable {

    private final Time time;
    private final Executor executor;
    private final Set<Attempts<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param time the clock
     * @param workers where calls are made
     */
    public RetryExecutor(Time time, Executor workers) {
        this.time = time;
        this.executor = workers;
    }

    /**
     * Makes a call, the first time on the calling thread, which has to be a worker.
     *
     * @param client whose call it is: its connection says how long to wait between two tries
     * @param call the call
     * @param mayRepeat which failures allow another try
     * @return the outcome, completed on a worker; never on the timer, and never on the thread that closes this
     */
    public <T> CompletableFuture<T> call(ProviderClient client, Supplier<T> call, Predicate<GenAiException> mayRepeat) {
        return call(client.settings().retries(), call, mayRepeat, (why, wait) -> client.listener()
                .retrying(client.settings(), why, wait));
    }

    /** @param onRepeat hears of each try that will follow: after what, and in how long */
    <T> CompletableFuture<T> call(
            RetryPolicy policy,
            Supplier<T> call,
            Predicate<GenAiException> mayRepeat,
            BiConsumer<GenAiException, Duration> onRepeat) {
        Attempts<T> attempts = new Attempts<>(policy, call, mayRepeat, onRepeat);
        attempts.attempt();
        return attempts.outcome;
    }

    /** Ends every wait: the calls fail with what they were to be repeated for. */
    @Override
    public void close() {
        closed = true;
        waiting.forEach(each -> executor.execute(each::giveUp));
    }

    private final class Attempts<T> {

        private final RetryPolicy policy;
        private final Supplier<T> call;
        private final Predicate<GenAiException> mayRetry;
        private final BiConsumer<GenAiException, Duration> onRetry;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private int retries;
        private volatile GenAiException lastFailure =
                new GenAiException("The call was not made: the component stopped", new Where(null, null, null), null);
        private volatile Future<?> timer = CompletableFuture.completedFuture(null);

        Attempts(
                RetryPolicy policy,
                Supplier<T> call,
                Predicate<GenAiException> mayRepeat,
                BiConsumer<GenAiException, Duration> onRepeat) {
            this.policy = policy;
            this.call = call;
            this.mayRetry = mayRepeat;
            this.onRetry = onRepeat;
        }

        private void handOver() {
            try {
                executor.execute(this::attempt);
            } catch (RuntimeException rejected) {
                outcome.completeExceptionally(rejected);
            }
        }

        /** Whoever takes it out of those that wait decides what becomes of it. */
        void attempt() {
            if (retries > 0 && !waiting.remove(this)) {
                return;
            }
            try {
                outcome.complete(call.get());
            } catch (GenAiException e) {
                lastFailure = e;
                Optional<Duration> wait = mayRetry.test(e) ? policy.nextDelay(retries, e) : Optional.empty();
                wait.ifPresentOrElse(this::waitFor, this::fail);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }

        private void waitFor(Duration wait) {
            retries++;
            onRetry.accept(lastFailure, wait);
            waiting.add(this);
            try {
                timer = time.after(wait, this::handOver);
            } catch (RejectedExecutionException stopped) {
                giveUp();
            }
            if (closed) {
                giveUp();
            }
        }

        private void giveUp() {
            if (waiting.remove(this)) {
                timer.cancel(false);
                CancellationException stopped =
                        new CancellationException("Stopped while waiting to make the call again");
                lastFailure.addSuppressed(stopped);
                fail();
            }
        }

        private void fail() {
            outcome.completeExceptionally(lastFailure);
        }
    }
}
