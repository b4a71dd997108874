package io.camelgenai.benchmarks.server;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** The jobs of one group. They run until {@link #complete}, or are complete as soon as they are created. */
final class Jobs {

    /** The number of jobs for which the delay between polls is measured. */
    private static final int MAX_JOBS = 1 << 17;

    private static final long NEVER = Long.MAX_VALUE;
    private static final String INPUT =
            "\"input\":{\"prompt\":\"a lighthouse in the fog\"},\"usage\":{\"total\":4,\"subscription\":4,\"permanent\":0}";

    private final boolean completeImmediately;
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicLongArray lastPolls = new AtomicLongArray(MAX_JOBS);
    private final AtomicLong minDelay = new AtomicLong(NEVER);
    private final LongAdder polls = new LongAdder();
    private volatile Completion completion = new Completion(NEVER, 0);

    /** @param retryAfter the delay between two polls in seconds; with 0, jobs are complete as soon as they are created */
    Jobs(int retryAfter) {
        this.completeImmediately = retryAfter == 0;
    }

    /** From a moment on, the jobs complete one by one within this number of nanoseconds. */
    private record Completion(long from, long spread) {

        private static final long STEP = 0x9E3779B97F4A7C15L;

        /** Spread evenly, independent of the order of creation. */
        long of(int job) {
            double part = (job * STEP >>> 11) * 0x1p-53;
            return from == NEVER ? NEVER : from + (long) (part * spread);
        }
    }

    /** Creates a job, and returns the response. */
    String create() {
        return "{\"id\":\"job-" + created.getAndIncrement() + "\",\"status\":\"IN_QUEUE\"," + INPUT + "}";
    }

    /** The state of a job. A complete job contains the times of its completion and of this response. */
    String poll(String id) {
        int job = Integer.parseInt(id.substring(id.indexOf('-') + 1));
        long now = System.nanoTime();
        polls.increment();
        long last = lastPolls.getAndSet(job % MAX_JOBS, now);
        if (last != 0 && !completeImmediately) {
            minDelay.accumulateAndGet(now - last, Math::min);
        }
        long completed = completeImmediately ? now : completion.of(job);
        return completed > now
                ? "{\"id\":\"" + id + "\",\"status\":\"IN_PROGRESS\"," + INPUT + ",\"data\":null}"
                : "{\"id\":\"" + id + "\",\"status\":\"COMPLETED\"," + INPUT
                        + ",\"data\":{\"type\":\"image\",\"n\":1,\"images\":[{\"url\":\"https://files.example/" + id
                        + ".png\",\"content_type\":\"image/png\",\"width\":1024,\"height\":768}]},\"done\":" + completed
                        + ",\"sent\":" + now + "}";
    }

    /** Completes all jobs, spread over this number of seconds. */
    void complete(int seconds) {
        completion = new Completion(System.nanoTime(), TimeUnit.SECONDS.toNanos(seconds));
    }

    /** The number of polls, and the shortest delay between two polls of one job, in seconds. */
    String polls() {
        return String.format(Locale.ROOT, "%d %f", polls.sum(), minDelay.get() == NEVER ? 0 : minDelay.get() / 1e9);
    }
}
