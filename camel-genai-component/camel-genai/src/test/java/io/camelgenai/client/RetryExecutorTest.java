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

/** Calls that are made again, and what happens to them when everything stops. */
class RetryExecutorTest {

    private static final GenAiException REFUSED = new GenAiConnectException("refused", Where.provider("acme"), null);

    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(1, task -> new Thread(task, "timer"));
    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> new Thread(task, "worker"));
    private final RetryExecutor retrying = new RetryExecutor(Time.system(timer), workers);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();

    @AfterEach
    void stop() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private static RetryPolicy waiting(Duration wait) {
        return new RetryPolicy(3, wait, wait);
    }

    private CompletableFuture<String> failing(Duration wait) {
        return retrying.call(
                waiting(wait),
                () -> {
                    calls.incrementAndGet();
                    throw REFUSED;
                },
                failure -> true,
                (why, after) -> repeats.incrementAndGet());
    }

    @Test
    void aCallIsMadeAgainUntilItSucceeds() {
        CompletableFuture<String> outcome = retrying.call(
                waiting(Duration.ofMillis(1)),
                () -> {
                    if (calls.incrementAndGet() < 3) {
                        throw REFUSED;
                    }
                    return "done on a " + Thread.currentThread().getName();
                },
                failure -> true,
                (why, after) -> repeats.incrementAndGet());

        assertThat(outcome.join()).isEqualTo("done on a worker");
        assertThat(calls).hasValue(3);
        assertThat(repeats).as("each repetition is told of").hasValue(2);
    }

    @Test
    void theLastFailureIsTold() {
        assertThatThrownBy(failing(Duration.ofMillis(1))::join)
                .isInstanceOf(CompletionException.class)
                .hasCause(REFUSED);
        assertThat(calls).hasValue(4);
    }

    @Test
    void closingEndsAWaitAtOnceOnAWorker() throws Exception {
        CompletableFuture<String> outcome = failing(Duration.ofHours(1));
        AtomicReference<String> endedOn = new AtomicReference<>();
        CompletableFuture<?> seen = outcome.whenComplete(
                (done, failure) -> endedOn.set(Thread.currentThread().getName()));
        await().until(() -> calls.get() == 1);

        retrying.close();

        assertThatThrownBy(() -> seen.get(2, TimeUnit.SECONDS)).hasCause(REFUSED);
        assertThat(endedOn)
                .as("a route that goes on must not hold who stops us")
                .hasValue("worker");
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatFailsAfterTheTimerStoppedStillEnds() {
        retrying.close();
        timer.shutdownNow();

        CompletableFuture<String> outcome = failing(Duration.ofHours(1));

        assertThat(outcome).failsWithin(Duration.ofSeconds(2)).withThrowableOfType(ExecutionException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anErrorEndsItToo() {
        CompletableFuture<String> outcome = retrying.call(
                waiting(Duration.ofMillis(1)),
                () -> {
                    throw new StackOverflowError();
                },
                failure -> true,
                (why, after) -> repeats.incrementAndGet());

        assertThat(outcome).failsWithin(Duration.ofSeconds(2)).withThrowableOfType(ExecutionException.class);
    }

    @Test
    void closingWhileWaitsEndLeavesNothingOpen() {
        for (int round = 0; round < 200; round++) {
            RetryExecutor each = new RetryExecutor(Time.system(timer), workers);
            CompletableFuture<String> outcome = each.call(
                    waiting(Duration.ofMillis(1)),
                    () -> {
                        throw REFUSED;
                    },
                    failure -> true,
                    (why, after) -> repeats.incrementAndGet());
            each.close();

            assertThat(outcome).failsWithin(Duration.ofSeconds(2)).withThrowableOfType(ExecutionException.class);
        }
    }
}
