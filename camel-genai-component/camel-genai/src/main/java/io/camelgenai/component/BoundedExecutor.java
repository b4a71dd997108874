package io.camelgenai.component;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so much work be under way at the same time; further work waits in its order. Work goes to a thread that is idle before
 * another one is started, which a pool with a queue does not: so a little work takes a few threads, however often it comes.
 * Safe for use by several threads.
 */
final class BoundedExecutor {

    private final ExecutorService pool;
    private final int maxConcurrent;
    private final Queue<Runnable> waiting;
    private final AtomicInteger running = new AtomicInteger();

    /** @param pool hands over, and keeps nothing waiting */
    BoundedExecutor(ExecutorService pool, int atOnce) {
        this(pool, atOnce, new ConcurrentLinkedQueue<>());
    }

    /** @param waiting where work waits; safe for use by several threads */
    BoundedExecutor(ExecutorService pool, int atOnce, Queue<Runnable> waiting) {
        this.pool = pool;
        this.maxConcurrent = atOnce;
        this.waiting = waiting;
    }

    /** @throws RejectedExecutionException when the pool takes no more work; then it is not done */
    void execute(Runnable work) {
        waiting.add(work);
        if (begin()) {
            try {
                pool.execute(this::drain);
            } catch (RejectedExecutionException stopped) {
                running.decrementAndGet();
                if (waiting.remove(work)) {
                    throw stopped;
                }
            }
        }
    }

    /** Whether one more thread may work. */
    private boolean begin() {
        return running.getAndUpdate(count -> count < maxConcurrent ? count + 1 : count) < maxConcurrent;
    }

    /** What comes after the last look finds that this thread does not work any more, or is found by it. */
    private void drain() {
        do {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                run(next);
            }
            running.decrementAndGet();
        } while (!waiting.isEmpty() && begin());
    }

    /** What fails takes nobody with it. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        }
    }
}
