package io.camelgenai.tracking;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at one generation from time to time, to its end or until it is closed. Between two looks there is a timer and no
 * thread. A provider that can hold its answer is let do so while there are threads to wait on it.
 */
final class LookWatch {

    /** Looks that began together drift apart by up to this part of each wait. */
    private static final double JITTER = 0.1;

    private final Watch watch;
    private final LookObservation observation;
    private final StreamThreads threads;

    /** Whether a turn is under way, or none will follow. */
    private final AtomicBoolean busy = new AtomicBoolean(true);

    private volatile Future<?> timer = CompletableFuture.completedFuture(null);

    LookWatch(Watch watch, LookObservation observation, StreamThreads threads) {
        this.watch = watch;
        this.observation = observation;
        this.threads = threads;
    }

    void start() {
        observation.lookWhenTold(this::due);
        threads.look(this::turn);
    }

    private void due() {
        if (busy.compareAndSet(false, true)) {
            timer.cancel(false);
            look();
        }
    }

    private void look() {
        if (observation.isClosed()) {
            threads.look(this::turn);
        } else if (!observation.canBeHeld() || !threads.startIfThereIsRoom(this::lookHeld)) {
            observation.client.looks().run(() -> observation.look(false), this::turn, threads::look);
        }
    }

    private void lookHeld() {
        observation.look(true);
        turn();
    }

    /** Passes on what the last look has shown, and waits for the next one. */
    private void turn() {
        RuntimeException failure = watch.read();
        if (failure != null || observation.isClosed() || observation.isOver()) {
            watch.end(failure);
        } else {
            rest();
        }
    }

    /** Who closes it in this moment finds it busy or resting: one of the two sees the other. */
    private void rest() {
        Duration wait = observation.untilNext();
        long jitter =
                (long) (wait.toNanos() * JITTER * ThreadLocalRandom.current().nextDouble());
        busy.set(false);
        timer = observation.time.after(wait.plusNanos(jitter), this::due);
        if (observation.isClosed()) {
            due();
        }
    }
}
