package io.camelgenai.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits how many requests are in flight concurrently; further ones are queued without a thread. Thread-safe. */
public final class ConcurrencyLimiter {

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore permits;
    private final AtomicInteger dispatches = new AtomicInteger();

    ConcurrencyLimiter(int maxConcurrent) {
        permits = new Semaphore(maxConcurrent);
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
        while (!queue.isEmpty() && permits.tryAcquire()) {
            Runnable next = queue.poll();
            if (next == null) {
                permits.release();
            } else {
                executor.execute(next);
            }
        }
    }
}
