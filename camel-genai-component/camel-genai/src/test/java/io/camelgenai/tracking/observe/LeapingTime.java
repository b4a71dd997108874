package io.camelgenai.tracking.observe;

import io.camelgenai.client.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** A clock on which waiting takes no time: it leaps to the end of each wait. Its timers never fire. */
public final class LeapingTime implements Time {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
        return new CompletableFuture<>();
    }

    @Override
    public Future<?> every(Duration period, Runnable task) {
        return new CompletableFuture<>();
    }

    @Override
    public boolean sleep(Duration duration, CountDownLatch unless) {
        waits.add(duration);
        nanos.addAndGet(duration.toNanos());
        return true;
    }

    /** The duration of each wait. */
    List<Duration> waits() {
        return waits;
    }
}
