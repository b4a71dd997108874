package io.camelgenai.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StreamThreadsTest {

    @Test
    void whatIsBeyondTheLimitWaitsAndCanBeSeenWaiting() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(5);
        try (StreamThreads threads = new StreamThreads(2)) {
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
        try (StreamThreads threads = new StreamThreads(0)) {
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
}
