package io.camelgenai.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** Another time, of which a test replaces a part. */
public class DelegatingTime implements Time {

    protected final Time system;

    public DelegatingTime(Time system) {
        this.system = system;
    }

    @Override
    public Instant now() {
        return system.now();
    }

    @Override
    public long nanos() {
        return system.nanos();
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
        return system.after(delay, task);
    }

    @Override
    public Future<?> every(Duration period, Runnable task) {
        return system.every(period, task);
    }

    @Override
    public boolean sleep(Duration duration, CountDownLatch unless) {
        return system.sleep(duration, unless);
    }
}
