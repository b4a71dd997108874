package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Deadlines.Guard;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls are canceled at their deadline. */
class DeadlinesTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Deadlines deadlines = new Deadlines(Time.system(timer));

    @AfterEach
    void stop() {
        deadlines.close();
        timer.shutdownNow();
    }

    private static Call call() {
        return new OkHttpClient()
                .newCall(new Request.Builder().url("http://localhost/").build());
    }

    @Test
    void aCallThatWaitsTooLongIsCanceledAndTheReasonIsKnown() {
        Call call = call();
        try (Guard guard = deadlines.guard(call)) {
            guard.expireAfter(Duration.ofMillis(60), "a byte");

            await().until(call::isCanceled);
            assertThat(guard.expired()).isEqualTo("a byte");
            assertThat(guard.isCanceled()).as("canceled by us").isFalse();
        }
        assertThat(deadlines.callsInFlight()).isZero();
    }

    private static void sweepAfter(ManualTime clock, long millis) {
        clock.advance(Duration.ofMillis(millis));
        clock.tick();
    }

    @Test
    void F60_aCallIsNotCanceledForTheTimeInWhichTheProcessWasSuspended() {
        ManualTime clock = new ManualTime();
        Call read = call();
        Call silent = call();
        try (Deadlines own = new Deadlines(clock);
                Guard first = own.guard(read);
                Guard second = own.guard(silent)) {
            first.expireAfter(Duration.ofSeconds(1), "a byte");
            second.expireAfter(Duration.ofSeconds(1), "a byte");
            sweepAfter(clock, 50);
            sweepAfter(clock, 60_000);
            sweepAfter(clock, 0);
            sweepAfter(clock, 450);
            assertThat(silent.isCanceled()).isFalse();
            first.pause();
            sweepAfter(clock, 50);

            assertThat(silent.isCanceled()).isTrue();
            assertThat(read.isCanceled()).isFalse();
        }
    }

    @Test
    void aCallIsCanceledAlsoWhereEverySweepIsLate() {
        ManualTime clock = new ManualTime();
        Call call = call();
        try (Deadlines own = new Deadlines(clock);
                Guard guard = own.guard(call)) {
            guard.expireAfter(Duration.ofSeconds(1), "a byte");
            sweepAfter(clock, 2000);
            assertThat(call.isCanceled()).isFalse();
            sweepAfter(clock, 2000);

            assertThat(call.isCanceled()).isTrue();
        }
    }

    @Test
    void noDeadlineAppliesWhilePaused() {
        Call call = call();
        try (Guard guard = deadlines.guard(call)) {
            guard.expireAfter(Duration.ofMillis(500), "a byte");
            guard.pause();

            await().during(Duration.ofMillis(1000)).until(() -> !call.isCanceled());
        }
    }

    @Test
    void aCallThatStartsAfterCloseIsCanceled() {
        deadlines.close();
        Call call = call();

        try (Guard guard = deadlines.guard(call)) {
            assertThat(call.isCanceled()).as("no sweep would end its wait").isTrue();
            assertThat(guard.isCanceled()).isTrue();
        }
    }

    @Test
    void aCancellationKeepsNoReferenceToAFinishedCall() {
        Cancellation kept = new Cancellation();
        WeakReference<Call> call = new WeakReference<>(call());
        try (Guard guard = deadlines.guard(call.get())) {
            kept.covers(guard);
        }

        await().until(() -> {
            System.gc();
            return call.refersTo(null);
        });
        kept.cancel();
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheDeadlinesOfOthers() {
        Call bad = call();
        bad.addEventListener(new EventListener() {
            @Override
            public void canceled(Call canceled) {
                throw new IllegalStateException("A listener of the application");
            }
        });
        Call good = call();
        try (Guard first = deadlines.guard(bad);
                Guard second = deadlines.guard(good)) {
            first.expireAfter(Duration.ofMillis(10), "a byte");
            await().until(bad::isCanceled);
            second.expireAfter(Duration.ofMillis(10), "a byte");

            await().until(good::isCanceled);
        }
    }
}
