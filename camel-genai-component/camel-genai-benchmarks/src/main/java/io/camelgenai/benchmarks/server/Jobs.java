package io.camelgenai.benchmarks.server;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Jobs of one group, each by its number. They run until they are told to end, or are done as soon as they are made. */
final class Jobs {

    /** As many as are told apart when the times between looks are taken. */
    private static final int MOST = 1 << 17;

    private static final long NEVER = Long.MAX_VALUE;
    private static final String INPUT =
            "\"input\":{\"prompt\":\"a lighthouse in the fog\"},\"usage\":{\"total\":4,\"subscription\":4,\"permanent\":0}";

    private final boolean doneAtOnce;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicLongArray lastLooks = new AtomicLongArray(MOST);
    private final AtomicLong shortest = new AtomicLong(NEVER);
    private final LongAdder looks = new LongAdder();
    private volatile Ending ending = new Ending(NEVER, 0);

    /** @param retryAfter how many seconds to wait between two looks; with 0, jobs are done as soon as they are made */
    Jobs(int retryAfter) {
        this.doneAtOnce = retryAfter == 0;
    }

    /** From a moment on, they end one by one over so many nanoseconds. */
    private record Ending(long from, long spread) {

        private static final long STEP = 0x9E3779B97F4A7C15L;

        /** Spread evenly, whatever the order in which they were made. */
        long of(int job) {
            double part = (job * STEP >>> 11) * 0x1p-53;
            return from == NEVER ? NEVER : from + (long) (part * spread);
        }
    }

    /** Makes one, and tells what the answer to that is. */
    String make() {
        return "{\"id\":\"job-" + made.getAndIncrement() + "\",\"status\":\"IN_QUEUE\"," + INPUT + "}";
    }

    /** Tells how one is. One that is done tells since when, and when that was told. */
    String look(String id) {
        int job = Integer.parseInt(id.substring(id.indexOf('-') + 1));
        long now = System.nanoTime();
        looks.increment();
        long last = lastLooks.getAndSet(job % MOST, now);
        if (last != 0 && !doneAtOnce) {
            shortest.accumulateAndGet(now - last, Math::min);
        }
        long done = doneAtOnce ? now : ending.of(job);
        return done > now
                ? "{\"id\":\"" + id + "\",\"status\":\"IN_PROGRESS\"," + INPUT + ",\"data\":null}"
                : "{\"id\":\"" + id + "\",\"status\":\"COMPLETED\"," + INPUT
                        + ",\"data\":{\"type\":\"image\",\"n\":1,\"images\":[{\"url\":\"https://files.example/" + id
                        + ".png\",\"content_type\":\"image/png\",\"width\":1024,\"height\":768}]},\"done\":" + done
                        + ",\"told\":" + now + "}";
    }

    /** Lets all of them end, spread over so many seconds from now on. */
    void end(int seconds) {
        ending = new Ending(System.nanoTime(), TimeUnit.SECONDS.toNanos(seconds));
    }

    /** How many looks there were, and the shortest time between two looks at one job, in seconds. */
    String looks() {
        return String.format(Locale.ROOT, "%d %f", looks.sum(), shortest.get() == NEVER ? 0 : shortest.get() / 1e9);
    }
}
