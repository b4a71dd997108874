package io.camelgenai.component;

import io.camelgenai.client.VirtualThreads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one kind of work: a limited number of tasks concurrently, the others in their order. It prefers an idle thread over a new
 * one, which a pool with a queue does not: a low load uses few threads, however often a task comes. Several kinds may take their
 * threads from one pool, and cannot delay each other, since each has a limit of its own. New work is refused beyond a limit; work
 * that continues was counted when it was submitted. Safe for use by several threads.
 */
final class BoundedExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedExecutor.class);

    private final String name;
    private final ExecutorService pool;
    private final Executor overflow;
    private final int poolShare;
    private final int usualLimit;
    private final Semaphore capacity;
    private final Queue<Runnable> waiting;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /** Whether a thread was requested that has not looked for a task yet. */
    private final AtomicBoolean starting = new AtomicBoolean();

    /** Whether the last thread could not be started. */
    private final AtomicBoolean lacking = new AtomicBoolean();

    private volatile int limit;

    /** Whether a task was started since the last {@link #relieve}. */
    private volatile boolean moved;

    /**
     * @param name the name of the kind of work, for a log line when all threads are in use; empty for none
     * @param pool starts threads on demand, and queues nothing
     * @param maxConcurrent how many tasks run concurrently
     * @param maxInFlight how many submitted tasks may run or wait
     */
    BoundedExecutor(String name, ExecutorService pool, int maxConcurrent, int maxInFlight) {
        this(name, pool, maxConcurrent, maxInFlight, new ConcurrentLinkedQueue<>());
    }

    /** @param waiting the queue; safe for use by several threads */
    BoundedExecutor(String name, ExecutorService pool, int maxConcurrent, int maxInFlight, Queue<Runnable> waiting) {
        this(name, pool, maxConcurrent, pool, maxConcurrent, maxInFlight, waiting);
    }

    /**
     * Runs any number of tasks concurrently, on threads of two kinds.
     *
     * @param pool starts platform threads on demand, and queues nothing
     * @param poolShare how many tasks may run before further ones get a virtual thread: a platform thread waits for a socket with
     *     fewer changes of threads, and can continue with a route
     * @param virtual starts virtual threads
     */
    BoundedExecutor(String name, ExecutorService pool, int poolShare, Executor virtual, int maxInFlight) {
        this(name, pool, poolShare, virtual, Integer.MAX_VALUE, maxInFlight, new ConcurrentLinkedQueue<>());
    }

    private BoundedExecutor(
            String name,
            ExecutorService pool,
            int poolShare,
            Executor overflow,
            int maxConcurrent,
            int maxInFlight,
            Queue<Runnable> waiting) {
        this.name = name;
        this.pool = pool;
        this.poolShare = poolShare;
        this.overflow = overflow;
        this.usualLimit = maxConcurrent;
        this.limit = maxConcurrent;
        this.capacity = new Semaphore(maxInFlight);
        this.waiting = waiting;
    }

    /** How many tasks run. */
    int running() {
        return running.get();
    }

    /** How many tasks wait for a thread. */
    int waiting() {
        return Math.max(0, queued.get());
    }

    /** How many tasks run concurrently at most. */
    int limit() {
        return limit;
    }

    /**
     * Reserves the capacity for new work.
     *
     * @return false when too much work is in flight, or the pool has stopped
     */
    boolean reserve() {
        return !pool.isShutdown() && capacity.tryAcquire();
    }

    /** Returns reserved capacity: the work is done. */
    void unreserve() {
        capacity.release();
    }

    /** Continues work that was counted. Never refused: when the pool has stopped, it runs on the calling thread. */
    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        queued.incrementAndGet();
        startThread();
        if (pool.isShutdown() && waiting.remove(task)) {
            queued.decrementAndGet();
            task.run();
        }
    }

    /**
     * Starts a thread for what waits, one at a time: it starts the next one before it runs its task. Under load, a thread that
     * finishes its task takes the next one, and a thread that was started for that would find nothing.
     */
    private void startThread() {
        while (!waiting.isEmpty() && !pool.isShutdown() && starting.compareAndSet(false, true)) {
            if (reserveThread()) {
                requestThread();
                return;
            }
            starting.set(false);
            // A task was perhaps left to this thread meanwhile. One of the threads that run sees it when it finishes.
            if (running.get() >= limit) {
                warnWhenFull();
                return;
            }
        }
    }

    /** Where the system has no thread, the task stays in the queue. */
    private void requestThread() {
        try {
            (running.get() <= poolShare ? pool : overflow).execute(this::begin);
        } catch (RejectedExecutionException stopped) {
            begin();
        } catch (Throwable noThread) {
            running.decrementAndGet();
            starting.set(false);
            if (lacking.compareAndSet(false, true)) {
                LOG.warn("The system starts no further thread: tasks of the component wait until it does", noThread);
            }
        }
    }

    /** A task that was left to this thread, since it was starting, is in the queue by now. */
    private void begin() {
        starting.set(false);
        if (lacking.get()) {
            lacking.set(false);
        }
        drain();
    }

    /**
     * Continues with work of another kind, on this thread if that kind has room: that saves the change of threads. Meanwhile the
     * thread counts for the other kind. To be called on a thread of this executor.
     */
    void continueAs(BoundedExecutor other, Runnable task) {
        if (overflow != other.overflow && VirtualThreads.isCurrent() || !other.reserveThread()) {
            other.execute(task);
            return;
        }
        leave();
        try {
            other.moved = true;
            run(task);
        } finally {
            running.incrementAndGet();
            other.leave();
        }
    }

    private boolean reserveThread() {
        int max = limit;
        return running.getAndUpdate(count -> count < max ? count + 1 : count) < max;
    }

    /** The thread does not count any more. What waits needs another one. */
    private void leave() {
        running.decrementAndGet();
        startThread();
    }

    /** A task that is added after the last poll either sees the decremented count or is seen by the check after it. */
    private void drain() {
        do {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                queued.decrementAndGet();
                moved = true;
                startThread();
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

    private void warnWhenFull() {
        if (!name.isEmpty() && full.compareAndSet(false, true)) {
            LOG.warn(
                    "All {} threads for {} of the component are in use: further ones wait until one is free, or until there"
                            + " was none for a second",
                    limit,
                    name);
        }
    }

    /** Starts a thread for what waits, where none could be started before. To be called periodically. */
    void retry() {
        startThread();
    }

    /**
     * Adds threads when all are in use and none has become free since the last call: tasks that wait for one another, such as
     * routes that call the component again, could otherwise wait forever. To be called periodically.
     */
    void relieve() {
        boolean stalled = !moved;
        moved = false;
        int waitingNow = waiting();
        if (waitingNow == 0) {
            limit = usualLimit;
            full.set(false);
        } else if (stalled) {
            limit = (int) Math.min(Integer.MAX_VALUE, (long) limit + waitingNow);
            startThread();
        }
    }
}
