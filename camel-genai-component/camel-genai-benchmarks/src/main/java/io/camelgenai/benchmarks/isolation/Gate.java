package io.camelgenai.benchmarks.isolation;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a route blocks: its threads wait until the gate is opened, but not longer than a maximum time. */
final class Gate {

    private static final long MAX_SECONDS = 20;

    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch opened = new CountDownLatch(1);

    void pass() throws InterruptedException {
        arrived.incrementAndGet();
        opened.await(MAX_SECONDS, TimeUnit.SECONDS);
    }

    /** How many have come here. */
    int arrived() {
        return arrived.get();
    }

    void open() {
        opened.countDown();
    }
}
