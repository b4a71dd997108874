package io.camelgenai.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The clock of the component, and its only way to wait. Tests replace it. */
public interface Time {

    /** The time of day, for comparison with dates from outside. */
    Instant now();

    /** Monotonic nanoseconds, for durations. */
    long nanos();

    /** Runs a task once, on the timer's thread: it must be short and must not block. */
    Future<?> after(Duration delay, Runnable task);

    /**
     * Runs a task periodically, on the timer's thread, also after it has thrown. What a process missed while it was suspended is
     * not caught up.
     */
    Future<?> every(Duration period, Runnable task);

    /**
     * Waits, unless the latch opens meanwhile.
     *
     * @return whether the whole duration elapsed
     */
    boolean sleep(Duration duration, CountDownLatch unless);

    /** A periodic task that throws, an Error of the application's code too, must not end its own repetition. */
    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LoggerFactory.getLogger(Time.class).error("A periodic task failed; it is repeated", e);
        }
    }

    /** The system's clock, with this timer. */
    static Time system(ScheduledExecutorService timer) {
        return new Time() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Future<?> after(Duration delay, Runnable task) {
                return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public Future<?> every(Duration period, Runnable task) {
                return timer.scheduleWithFixedDelay(
                        () -> runSafely(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public boolean sleep(Duration duration, CountDownLatch unless) {
                try {
                    return !unless.await(duration.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        };
    }
}
