package io.camelgenai.benchmarks.isolation;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long each of many calls took. Any thread may add to it. */
final class Durations {

    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    /** @param startedAt by {@link System#nanoTime()} */
    void add(long startedAt) {
        nanos.add(System.nanoTime() - startedAt);
    }

    /** Waits until there are this many. */
    void await(int count) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Callers.GRACE_SECONDS);
        while (nanos.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException((count - nanos.size()) + " of " + count + " are missing");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** A percentile in milliseconds. */
    double millis(double percentile) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) (percentile * (sorted.size() - 1))) / 1e6;
    }
}
