package io.camelgenai.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** A clock and a timer that the test moves. Nothing can wait for it. */
public final class ManualTime implements Time {

    private Runnable periodic = () -> {};
    private long nanos;

    public void advance(Duration duration) {
        nanos += duration.toNanos();
    }

    /** Runs the last periodic task once. */
    void tick() {
        periodic.run();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> every(Duration period, Runnable task) {
        periodic = task;
        return new CompletableFuture<>();
    }

    @Override
    public boolean sleep(Duration duration, CountDownLatch unless) {
        throw new UnsupportedOperationException();
    }
}
