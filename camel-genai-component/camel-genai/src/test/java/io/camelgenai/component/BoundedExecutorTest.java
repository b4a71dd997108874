package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise 7: work takes no more threads than it needs, and none of it is left lying. */
class BoundedExecutorTest {

    private static final int AT_ONCE = 4;

    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(1, 2 * AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final BoundedExecutor workers = new BoundedExecutor(pool, AT_ONCE);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void aLittleWorkThatComesOftenTakesAFewThreads() {
        for (int i = 0; i < 10 * AT_ONCE; i++) {
            AtomicInteger done = new AtomicInteger();
            workers.execute(done::incrementAndGet);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> done.get() == 1 && pool.getActiveCount() == 0);
        }
        assertThat(pool.getLargestPoolSize()).isLessThan(AT_ONCE);
    }

    @Test
    void soMuchIsUnderWayAndTheRestWaits() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger rest = new AtomicInteger();
        for (int i = 0; i < AT_ONCE; i++) {
            workers.execute(() -> {
                begun.incrementAndGet();
                awaitQuietly(goOn);
            });
        }
        for (int i = 0; i < 100; i++) {
            workers.execute(rest::incrementAndGet);
        }
        await().until(() -> begun.get() == AT_ONCE);
        assertThat(rest).hasValue(0);
        goOn.countDown();

        await().until(() -> rest.get() == 100);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The second piece comes as the only thread that may work ends with the first. */
    @Test
    void nothingIsLeftLyingWhenItComesAsTheOtherWorkEnds() {
        BoundedExecutor one = new BoundedExecutor(pool, 1);
        AtomicInteger done = new AtomicInteger();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (int expected = 2; expected <= 40_000; expected += 2) {
            one.execute(done::incrementAndGet);
            one.execute(done::incrementAndGet);
            while (done.get() < expected && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            assertThat(done).hasValue(expected);
        }
    }

    /** It comes after the last look for work, and before it is known that nobody works any more. */
    @Test
    void nothingIsLeftLyingWhenItComesAfterTheLastLook() {
        AtomicReference<Runnable> afterTheLastLook = new AtomicReference<>();
        BoundedExecutor one = new BoundedExecutor(pool, 1, new ConcurrentLinkedQueue<>() {
            @Override
            public Runnable poll() {
                Runnable next = super.poll();
                Runnable comes = next == null ? afterTheLastLook.getAndSet(null) : null;
                if (comes != null) {
                    comes.run();
                }
                return next;
            }
        });
        AtomicInteger done = new AtomicInteger();
        afterTheLastLook.set(() -> one.execute(done::incrementAndGet));
        one.execute(done::incrementAndGet);

        await().until(() -> done.get() == 2);
    }

    @Test
    void whatFailsTakesNobodyWithIt() {
        AtomicInteger told = new AtomicInteger();
        pool.setThreadFactory(task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((self, failure) -> told.incrementAndGet());
            return thread;
        });
        for (int i = 0; i < 3 * AT_ONCE; i++) {
            workers.execute(() -> {
                throw new StackOverflowError("Work that fails");
            });
        }
        await().until(() -> told.get() == 3 * AT_ONCE);
    }

    @Test
    void whatAStoppedPoolDoesNotTakeIsToldAndNotDone() {
        AtomicInteger done = new AtomicInteger();
        pool.shutdown();

        assertThatThrownBy(() -> workers.execute(done::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
        assertThat(done).hasValue(0);
    }

    @Test
    void whatWaitsWhenThePoolStopsIsStillDone() {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < AT_ONCE; i++) {
            workers.execute(() -> awaitQuietly(goOn));
        }
        workers.execute(done::incrementAndGet);
        pool.shutdown();
        goOn.countDown();

        await().until(() -> done.get() == 1);
    }
}
