package io.camelgenai.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one clock of the component: what time it is, and all waiting. Tests replace it. */
public interface Time {

    /** The time of day, for dates that come from outside. */
    Instant now();

    /** A count of nanoseconds that never jumps, for durations. */
    long nanos();

    /** Runs something later, on the timer's thread: it has to hand over what takes time. */
    Future<?> after(Duration delay, Runnable task);

    /** Runs something again and again, on the timer's thread. */
    Future<?> every(Duration period, Runnable task);

    /**
     * Waits, unless the latch opens before.
     *
     * @return whether the whole time went by
     */
    boolean sleep(Duration duration, CountDownLatch unless);

    /** The system's clock, and this timer. */
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
                return timer.scheduleAtFixedRate(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
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
