package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ObservationThreadsTest {

    @Test
    void whatIsBeyondTheLimitWaitsAndCanBeSeenWaiting() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(5);
        try (ObservationThreads threads = new ObservationThreads(2)) {
            for (int i = 0; i < 5; i++) {
                threads.start(() -> {
                    try {
                        goOn.await();
                        done.countDown();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            await().until(() -> threads.running() == 2);
            assertThat(threads.waiting()).isEqualTo(3);
            goOn.countDown();
            await().until(() -> done.getCount() == 0);
            assertThat(threads.waiting()).isZero();
        }
    }

    @Test
    void oneThreadEachWhereTheyCostNothing() {
        boolean virtual = Runtime.version().feature() >= 21;
        CountDownLatch goOn = new CountDownLatch(1);
        try (ObservationThreads threads = new ObservationThreads(0)) {
            for (int i = 0; i < 300; i++) {
                threads.start(() -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            await().until(() -> threads.running() == (virtual ? 300 : 256));
            assertThat(threads.waiting()).isEqualTo(virtual ? 0 : 44);
            goOn.countDown();
        }
    }

    @Test
    void whatStillWaitsWhenTheThreadsEndIsNotForgotten() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        ObservationThreads threads = new ObservationThreads(1);
        threads.start(() -> awaitWhateverComes(goOn));
        threads.start(heard::countDown);
        await().until(() -> threads.waiting() == 1);
        threads.close();

        assertThat(heard.getCount()).isZero();
        goOn.countDown();
        await().until(() -> threads.running() == 0);
    }

    /** As a route does that nobody can interrupt. */
    private static void awaitWhateverComes(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException notNow) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
