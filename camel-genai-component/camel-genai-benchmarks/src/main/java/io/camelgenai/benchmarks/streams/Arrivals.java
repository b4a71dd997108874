package io.camelgenai.benchmarks.streams;

import io.camelgenai.benchmarks.server.Stamp;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Counts what comes down the streams of a group. The events of one stream come one after the other. */
final class Arrivals {

    private final int[] next;
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile long[] latencies = {};

    Arrivals(int streams) {
        next = new int[streams];
    }

    /** An event is there. Its text may begin anywhere in what was read. */
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
        // One that was given up may still come.
        if (index < expected.length) {
            expected[index] = latency;
        }
    }

    /** A stream has come to its proper end. */
    void completed() {
        completed.incrementAndGet();
    }

    /** From now on so many events are expected. */
    void expect(int events) {
        latencies = new long[events];
        arrived.set(0);
    }

    /** Waits until they are there, or the time is over. */
    void awaitEvents(long seconds) {
        await(arrived, latencies.length, seconds);
    }

    /** Waits until so many streams have come to their end, or the time is over. */
    void awaitCompleted(int streams, long seconds) {
        await(completed, streams, seconds);
    }

    private static void await(AtomicInteger count, int most, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (count.get() < most && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** How many are missing, or came out of turn. */
    int lost() {
        return Math.abs(latencies.length - arrived.get()) + gaps.get();
    }

    int completedStreams() {
        return completed.get();
    }

    /** The latency below which this share of the events was, in microseconds. */
    double micros(double share) {
        long[] sorted = Arrays.copyOf(latencies, Math.min(arrived.get(), latencies.length));
        Arrays.sort(sorted);
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e3;
    }
}
