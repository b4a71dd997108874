package io.camelgenai.benchmarks.streams;

import io.camelgenai.benchmarks.server.Stamp;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Counts the events that arrive on the streams of a group. The events of one stream arrive in sequence. */
final class Arrivals {

    private final int[] next;
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile long[] latencies = {};

    Arrivals(int streams) {
        next = new int[streams];
    }

    /** Records an event, whose stamp begins at this index of the text. */
    void event(CharSequence text, int at) {
        long latency = System.nanoTime() - Stamp.nanos(text, at);
        int stream = Stamp.stream(text, at);
        int sequence = Stamp.sequence(text, at);
        if (sequence != next[stream]) {
            gaps.incrementAndGet();
        }
        next[stream] = sequence + 1;
        long[] expected = latencies;
        int index = arrived.getAndIncrement();
        // An event of an earlier window may arrive late.
        if (index < expected.length) {
            expected[index] = latency;
        }
    }

    /** Records that a stream completed. */
    void completed() {
        completed.incrementAndGet();
    }

    /** Starts a window with this number of expected events. */
    void expect(int events) {
        latencies = new long[events];
        arrived.set(0);
    }

    /** Drops the measured latencies. */
    void clear() {
        latencies = new long[0];
    }

    /** Waits for the expected events, or until the timeout. */
    void awaitEvents(long seconds) {
        await(arrived, latencies.length, seconds);
    }

    /** Waits until this number of streams have completed, or until the timeout. */
    void awaitCompleted(int streams, long seconds) {
        await(completed, streams, seconds);
    }

    private static void await(AtomicInteger count, int expected, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (count.get() < expected && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** The number of events that are missing, or arrived out of order. */
    int lost() {
        return Math.abs(latencies.length - arrived.get()) + gaps.get();
    }

    int completedStreams() {
        return completed.get();
    }

    /** A percentile of the latency, in microseconds. */
    double micros(double percentile) {
        long[] sorted = Arrays.copyOf(latencies, Math.min(arrived.get(), latencies.length));
        Arrays.sort(sorted);
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (percentile * sorted.length))] / 1e3;
    }
}
