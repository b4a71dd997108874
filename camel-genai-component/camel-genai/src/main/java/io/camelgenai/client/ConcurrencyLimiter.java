package io.camelgenai.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets so many requests be under way at the same time; further ones wait their turn. Safe for use by several threads. */
public final class ConcurrencyLimiter {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore permits;
    private final AtomicInteger handingOut = new AtomicInteger();

    ConcurrencyLimiter(int atOnce) {
        permits = new Semaphore(atOnce);
    }

    /**
     * Makes a request when it is its turn.
     *
     * @param request the request
     * @param then what comes after it on the same thread, when it is the next one's turn already
     * @param on where both run
     */
    public void run(Runnable request, Runnable then, Executor on) {
        waiting.add(() -> {
            try {
                request.run();
            } finally {
                permits.release();
                next(on);
            }
            then.run();
        });
        next(on);
    }

    /** One hands out at a time, for all: a pool that has stopped runs a turn right here, and each turn asks for the next. */
    private void next(Executor on) {
        if (handingOut.getAndIncrement() == 0) {
            int asked = 1;
            while (asked > 0) {
                handOut(on);
                asked = handingOut.addAndGet(-asked);
            }
        }
    }

    private void handOut(Executor on) {
        while (!waiting.isEmpty() && permits.tryAcquire()) {
            Runnable turn = waiting.poll();
            if (turn == null) {
                permits.release();
            } else {
                on.execute(turn);
            }
        }
    }
}
