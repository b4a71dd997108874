package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.WorkExecutors;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The limit of threads that wait for providers, and their end. */
class ObservationThreadsTest {

    private static final WorkExecutors NO_POLLS = new WorkExecutors(Runnable::run, Runnable::run, Runnable::run);

    @Test
    void tasksBeyondTheLimitAreQueuedAndCounted() {
        CountDownLatch proceed = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(5);
        try (ObservationThreads threads = new ObservationThreads(2, NO_POLLS)) {
            for (int i = 0; i < 5; i++) {
                threads.start(() -> {
                    try {
                        proceed.await();
                        done.countDown();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            await().until(() -> threads.running() == 2);
            assertThat(threads.waiting()).isEqualTo(3);
            proceed.countDown();
            await().until(() -> done.getCount() == 0);
            assertThat(threads.waiting()).isZero();
        }
    }

    @Test
    void everyTaskHasAVirtualThreadWhereJavaHasThem() {
        boolean virtual = Runtime.version().feature() >= 21;
        CountDownLatch proceed = new CountDownLatch(1);
        try (ObservationThreads threads = new ObservationThreads(0, NO_POLLS)) {
            for (int i = 0; i < 300; i++) {
                threads.start(() -> {
                    try {
                        proceed.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            await().until(() -> threads.running() == (virtual ? 300 : 256));
            assertThat(threads.waiting()).isEqualTo(virtual ? 0 : 44);
            proceed.countDown();
        }
    }

    @Test
    void queuedTasksRunWhenTheThreadsStop() {
        CountDownLatch proceed = new CountDownLatch(1);
        CountDownLatch completed = new CountDownLatch(1);
        ObservationThreads threads = new ObservationThreads(1, NO_POLLS);
        threads.start(() -> awaitUninterruptibly(proceed));
        threads.start(completed::countDown);
        await().until(() -> threads.waiting() == 1);
        threads.close();

        assertThat(completed.getCount()).isZero();
        proceed.countDown();
        await().until(() -> threads.running() == 0);
    }

    /** Like a route that ignores interrupts. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
