package io.camelgenai.component;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a limited number of tasks concurrently and queues the others in their order. It prefers an idle thread over a new one,
 * which a pool with a queue does not: a low load uses few threads, however often a task comes. New work is refused beyond a
 * limit; work that continues was counted when it was submitted. Safe for use by several threads.
 */
final class BoundedExecutor implements Executor {

    private final ExecutorService pool;
    private final int maxConcurrent;
    private final Semaphore capacity;
    private final Queue<Runnable> waiting;
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param pool starts threads on demand, and queues nothing
     * @param maxInFlight how many submitted tasks may run or wait
     */
    BoundedExecutor(ExecutorService pool, int maxConcurrent, int maxInFlight) {
        this(pool, maxConcurrent, maxInFlight, new ConcurrentLinkedQueue<>());
    }

    /** @param waiting the queue; safe for use by several threads */
    BoundedExecutor(ExecutorService pool, int maxConcurrent, int maxInFlight, Queue<Runnable> waiting) {
        this.pool = pool;
        this.maxConcurrent = maxConcurrent;
        this.capacity = new Semaphore(maxInFlight);
        this.waiting = waiting;
    }

    /**
     * Starts new work.
     *
     * @throws RejectedExecutionException when too much work is in flight, or the pool has stopped; then the task does not run
     */
    void submit(Runnable task) {
        if (!capacity.tryAcquire()) {
            throw new RejectedExecutionException("The queue of work is full");
        }
        try {
            enqueue(() -> {
                try {
                    task.run();
                } finally {
                    capacity.release();
                }
            });
        } catch (RejectedExecutionException stopped) {
            capacity.release();
            throw stopped;
        }
    }

    /** Continues submitted work. Never refused: when the pool has stopped, it runs on the calling thread. */
    @Override
    public void execute(Runnable task) {
        try {
            enqueue(task);
        } catch (RejectedExecutionException stopped) {
            task.run();
        }
    }

    private void enqueue(Runnable task) {
        waiting.add(task);
        if (reserveThread()) {
            try {
                pool.execute(this::drain);
            } catch (RejectedExecutionException stopped) {
                running.decrementAndGet();
                if (waiting.remove(task)) {
                    throw stopped;
                }
            }
        }
    }

    private boolean reserveThread() {
        return running.getAndUpdate(count -> count < maxConcurrent ? count + 1 : count) < maxConcurrent;
    }

    /** A task that is added after the last poll either sees the decremented count or is seen by the check after it. */
    private void drain() {
        do {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                run(next);
            }
            running.decrementAndGet();
        } while (!waiting.isEmpty() && reserveThread());
    }

    /** A task that throws does not end its thread. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        }
    }
}
