package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retries of calls, and their end when the component stops. */
class RetryExecutorTest {

    private static final GenAiException REFUSED = new GenAiConnectException("refused", Where.provider("acme"), null);

    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(1, task -> new Thread(task, "timer"));
    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> new Thread(task, "worker"));
    private final RetryExecutor retries = new RetryExecutor(Time.system(timer), workers);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger notified = new AtomicInteger();

    @AfterEach
    void stop() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private static RetryPolicy delayed(Duration wait) {
        return new RetryPolicy(3, wait, wait);
    }

    private CompletableFuture<String> failing(Duration wait) {
        return retries.call(
                delayed(wait),
                () -> {
                    calls.incrementAndGet();
                    throw REFUSED;
                },
                failure -> true,
                workers,
                (why, after) -> notified.incrementAndGet());
    }

    @Test
    void aListenerThatThrowsEndsTheCallWithItsFailure() {
        GenAiException refused = new GenAiConnectException("refused", Where.provider("acme"), null);
        CompletableFuture<String> outcome = retries.call(
                delayed(Duration.ofMillis(1)),
                () -> {
                    throw refused;
                },
                failure -> true,
                workers,
                (why, after) -> {
                    throw new NoClassDefFoundError("A listener of the application");
                });

        assertThat(outcome).isCompletedExceptionally();
        assertThatThrownBy(outcome::join).hasCause(refused);
        assertThat(refused.getSuppressed()).hasSize(1);
    }

    @Test
    void aListenerMayThrowTheFailureItself() {
        CompletableFuture<String> outcome = retries.call(
                delayed(Duration.ofMillis(1)),
                () -> {
                    throw REFUSED;
                },
                failure -> true,
                workers,
                (why, after) -> {
                    throw why;
                });

        assertThatThrownBy(outcome::join).hasCause(REFUSED);
    }

    @Test
    void aCallIsRetriedUntilItSucceeds() {
        CompletableFuture<String> outcome = retries.call(
                delayed(Duration.ofMillis(1)),
                () -> {
                    if (calls.incrementAndGet() < 3) {
                        throw REFUSED;
                    }
                    return "done on a " + Thread.currentThread().getName();
                },
                failure -> true,
                workers,
                (why, after) -> notified.incrementAndGet());

        assertThat(outcome.join()).isEqualTo("done on a worker");
        assertThat(calls).hasValue(3);
        assertThat(notified).as("each retry is reported").hasValue(2);
    }

    @Test
    void theLastFailureIsReported() {
        assertThatThrownBy(failing(Duration.ofMillis(1))::join)
                .isInstanceOf(CompletionException.class)
                .hasCause(REFUSED);
        assertThat(calls).hasValue(4);
    }

    @Test
    void closingEndsAPendingRetryOnAWorker() throws Exception {
        CompletableFuture<String> outcome = failing(Duration.ofHours(1));
        AtomicReference<String> endedOn = new AtomicReference<>();
        CompletableFuture<?> seen = outcome.whenComplete(
                (done, failure) -> endedOn.set(Thread.currentThread().getName()));
        await().until(() -> calls.get() == 1);

        retries.close();

        assertThatThrownBy(() -> seen.get(30, TimeUnit.SECONDS)).hasCause(REFUSED);
        assertThat(endedOn)
                .as("the continuation of a route must not block the thread that closes")
                .hasValue("worker");
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatFailsAfterTheTimerStoppedStillCompletes() {
        retries.close();
        timer.shutdownNow();

        CompletableFuture<String> outcome = failing(Duration.ofHours(1));

        assertThat(outcome).failsWithin(Duration.ofSeconds(30)).withThrowableOfType(ExecutionException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anErrorCompletesTheCallToo() {
        CompletableFuture<String> outcome = retries.call(
                delayed(Duration.ofMillis(1)),
                () -> {
                    throw new StackOverflowError();
                },
                failure -> true,
                workers,
                (why, after) -> notified.incrementAndGet());

        assertThat(outcome).failsWithin(Duration.ofSeconds(30)).withThrowableOfType(ExecutionException.class);
    }

    @Test
    void closingWhileRetriesBecomeDueLeavesNoCallOpen() {
        for (int round = 0; round < 200; round++) {
            RetryExecutor each = new RetryExecutor(Time.system(timer), workers);
            CompletableFuture<String> outcome = each.call(
                    delayed(Duration.ofMillis(1)),
                    () -> {
                        throw REFUSED;
                    },
                    failure -> true,
                    workers,
                    (why, after) -> notified.incrementAndGet());
            each.close();

            assertThat(outcome).failsWithin(Duration.ofSeconds(30)).withThrowableOfType(ExecutionException.class);
        }
    }
}
