package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import java.time.Duration;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;

/** Makes calls and retries them where allowed, without a thread while a retry is pending. Thread-safe. */
public final class RetryExecutor implements AutoCloseable {

    private final Time time;
    private final Executor executor;
    private final Set<Attempts<?>> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param executor runs the retries, each within the limit of its connection */
    public RetryExecutor(Time time, Executor executor) {
        this.time = time;
        this.executor = executor;
    }

    /**
     * Makes a call, the first time on the calling thread.
     *
     * @param client the client that makes the call; its connection has the retry policy
     * @param mayRetry which failures allow a retry
     * @return the outcome, completed on the executor or on the calling thread; never on the timer, and never on the thread
     *     that closes this executor
     */
    public <T> CompletableFuture<T> call(ProviderClient client, Supplier<T> call, Predicate<GenAiException> mayRetry) {
        Attempts<T> attempts = attempts(client, call, mayRetry);
        attempts.attempt();
        return attempts.outcome;
    }

    /** As {@link #call(ProviderClient, Supplier, Predicate)}, the first time on the executor too. */
    public <T> CompletableFuture<T> callInBackground(
            ProviderClient client, Supplier<T> call, Predicate<GenAiException> mayRetry) {
        Attempts<T> attempts = attempts(client, call, mayRetry);
        attempts.submit();
        return attempts.outcome;
    }

    private <T> Attempts<T> attempts(ProviderClient client, Supplier<T> call, Predicate<GenAiException> mayRetry) {
        return new Attempts<>(
                client.settings().retries(),
                call,
                mayRetry,
                client.calls().on(executor),
                (failure, delay) -> client.listener().retrying(client.settings(), failure, delay));
    }

    /**
     * @param retries runs the retries
     * @param onRetry is notified of each retry before its delay begins
     */
    <T> CompletableFuture<T> call(
            RetryPolicy policy,
            Supplier<T> call,
            Predicate<GenAiException> mayRetry,
            Executor retries,
            BiConsumer<GenAiException, Duration> onRetry) {
        Attempts<T> attempts = new Attempts<>(policy, call, mayRetry, retries, onRetry);
        attempts.attempt();
        return attempts.outcome;
    }

    /** Ends every pending retry: its call fails with the failure of the last attempt. */
    @Override
    public void close() {
        closed = true;
        pending.forEach(each -> executor.execute(each::abandon));
    }

    private final class Attempts<T> {

        private final RetryPolicy policy;
        private final Supplier<T> call;
        private final Predicate<GenAiException> mayRetry;
        private final Executor executor;
        private final BiConsumer<GenAiException, Duration> onRetry;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private int retries;
        private volatile @Nullable GenAiException lastFailure;
        private volatile Future<?> timer = CompletableFuture.completedFuture(null);

        Attempts(
                RetryPolicy policy,
                Supplier<T> call,
                Predicate<GenAiException> mayRetry,
                Executor executor,
                BiConsumer<GenAiException, Duration> onRetry) {
            this.policy = policy;
            this.call = call;
            this.mayRetry = mayRetry;
            this.executor = executor;
            this.onRetry = onRetry;
        }

        private void submit() {
            try {
                executor.execute(this::attempt);
            } catch (RuntimeException rejected) {
                outcome.completeExceptionally(rejected);
            }
        }

        /** A retry and {@link #abandon} may race: the one that removes this from the pending ones decides. */
        void attempt() {
            if (retries > 0 && !pending.remove(this)) {
                return;
            }
            try {
                outcome.complete(call.get());
            } catch (GenAiException e) {
                failed(e);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }

        /** A listener of the application may throw, and then nothing else completes the outcome. */
        private void failed(GenAiException failure) {
            try {
                Optional<Duration> delay =
                        mayRetry.test(failure) ? policy.nextDelay(retries, failure) : Optional.empty();
                delay.ifPresentOrElse(wait -> retryAfter(wait, failure), () -> outcome.completeExceptionally(failure));
            } catch (Throwable e) {
                pending.remove(this);
                if (e != failure) {
                    failure.addSuppressed(e);
                }
                outcome.completeExceptionally(failure);
            }
        }

        private void retryAfter(Duration delay, GenAiException failure) {
            retries++;
            lastFailure = failure;
            onRetry.accept(failure, delay);
            pending.add(this);
            try {
                timer = time.after(delay, this::submit);
            } catch (RejectedExecutionException stopped) {
                abandon();
            }
            if (closed) {
                abandon();
            }
        }

        private void abandon() {
            if (pending.remove(this)) {
                timer.cancel(false);
                GenAiException failure = Objects.requireNonNull(lastFailure);
                failure.addSuppressed(new CancellationException("Stopped before the call was retried"));
                outcome.completeExceptionally(failure);
            }
        }
    }
}
