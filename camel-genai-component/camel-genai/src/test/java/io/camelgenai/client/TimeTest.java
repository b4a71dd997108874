package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The timer of the component. */
class TimeTest {

    private static final Duration PERIOD = Duration.ofMillis(20);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void F60_aPeriodicTaskIsNotCaughtUpAfterAPause() {
        List<Long> starts = new CopyOnWriteArrayList<>();
        Time.system(timer).every(PERIOD, () -> {
            starts.add(System.nanoTime());
            if (starts.size() == 1) {
                LockSupport.parkNanos(PERIOD.multipliedBy(20).toNanos());
            }
        });

        await().until(() -> starts.size() >= 5);
        for (int i = 1; i < 5; i++) {
            assertThat(Duration.ofNanos(starts.get(i) - starts.get(i - 1))).isGreaterThanOrEqualTo(PERIOD);
        }
    }

    @Test
    void aPeriodicTaskIsRepeatedAfterAnError() {
        List<Long> starts = new CopyOnWriteArrayList<>();
        Time.system(timer).every(PERIOD, () -> {
            starts.add(System.nanoTime());
            throw new StackOverflowError("A task of the application");
        });

        await().until(() -> starts.size() >= 3);
    }
}
