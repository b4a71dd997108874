package io.camelgenai.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits how many requests are in flight concurrently; further ones are queued without a thread. Thread-safe. */
public final class ConcurrencyLimiter {

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final int maxConcurrent;
    private final Runnable onFull;
    private final Semaphore permits;
    private final AtomicInteger dispatches = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    ConcurrencyLimiter(int maxConcurrent) {
        this(maxConcurrent, () -> {});
    }

    /** @param onFull is notified when the first request has to wait, and again after none had to */
    ConcurrencyLimiter(int maxConcurrent, Runnable onFull) {
        this.maxConcurrent = maxConcurrent;
        this.onFull = onFull;
        this.permits = new Semaphore(maxConcurrent);
    }

    /** How many requests are in flight. */
    public int inFlight() {
        return maxConcurrent - permits.availablePermits();
    }

    /** How many requests are queued. */
    public int waiting() {
        return queue.size();
    }

    /** Runs tasks on another executor, within this limit. */
    public Executor on(Executor executor) {
        return task -> run(task, () -> {}, executor);
    }

    /**
     * Makes a request when a permit is free.
     *
     * @param request the request; it holds the permit
     * @param then runs after it on the same thread, without the permit
     * @param executor runs both
     */
    public void run(Runnable request, Runnable then, Executor executor) {
        queue.add(() -> {
            try {
                request.run();
            } finally {
                permits.release();
                dispatch(executor);
            }
            then.run();
        });
        dispatch(executor);
    }

    /** One thread dispatches for all. Without that, an executor that runs tasks on the caller's thread would recurse. */
    private void dispatch(Executor executor) {
        if (dispatches.getAndIncrement() == 0) {
            int requested = 1;
            while (requested > 0) {
                dispatchAll(executor);
                requested = dispatches.addAndGet(-requested);
            }
        }
    }

    private void dispatchAll(Executor executor) {
        while (!queue.isEmpty()) {
            if (!permits.tryAcquire()) {
                if (full.compareAndSet(false, true)) {
                    onFull.run();
                }
                return;
            }
            Runnable next = queue.poll();
            if (next == null) {
                permits.release();
            } else {
                executor.execute(next);
            }
        }
        if (full.get()) {
            full.set(false);
        }
    }
}
