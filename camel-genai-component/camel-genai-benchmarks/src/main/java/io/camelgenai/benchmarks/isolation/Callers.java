package io.camelgenai.benchmarks.isolation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls from threads of their own, so that none waits for the caller of another. */
final class Callers implements AutoCloseable {

    /** How long a call may take until the benchmark fails. */
    static final long GRACE_SECONDS = 30;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A call that is given the time at which it was due. */
    interface Call {

        /** @param startedAt by {@link System#nanoTime()} */
        void run(long startedAt) throws Exception;
    }

    /** Starts this number of calls concurrently. */
    List<Future<Void>> start(int count, Call call) {
        List<Future<Void>> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(start(System.nanoTime(), call));
        }
        return all;
    }

    /**
     * Starts calls at a fixed rate, whether or not earlier ones have returned: a call that has to wait does not hide that the
     * next ones would have had to wait as well.
     */
    List<Future<Void>> pace(int count, Duration interval, Call call) {
        List<Future<Void>> all = new ArrayList<>(count);
        long first = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = first + i * interval.toNanos();
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            all.add(start(due, call));
        }
        return all;
    }

    private Future<Void> start(long startedAt, Call call) {
        Callable<Void> task = () -> {
            call.run(startedAt);
            return null;
        };
        return threads.submit(task);
    }

    /** Waits until all calls have returned. */
    static void join(List<Future<Void>> calls) throws Exception {
        for (Future<Void> call : calls) {
            call.get(GRACE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
