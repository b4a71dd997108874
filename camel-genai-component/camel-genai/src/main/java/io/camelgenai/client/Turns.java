package io.camelgenai.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Lets so many requests be under way at the same time; further ones wait their turn. Safe for use by several threads. */
public final class Turns {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore free;

    Turns(int atOnce) {
        free = new Semaphore(atOnce);
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
                free.release();
                next(on);
            }
            then.run();
        });
        next(on);
    }

    private void next(Executor on) {
        while (!waiting.isEmpty() && free.tryAcquire()) {
            Runnable turn = waiting.poll();
            if (turn == null) {
                free.release();
            } else {
                on.execute(turn);
            }
        }
    }
}
