package io.camelgenai.tracking.observe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at one generation from time to time, to its end or until it is closed. Between two looks there is a timer and no
 * thread. A provider that can hold its answer is let do so while there are threads to wait on it.
 */
final class PollingRunner {

    /** Looks that began together drift apart by up to this part of each wait. */
    private static final double JITTER = 0.1;

    private final ObservationRunner runner;
    private final PollingObservation observation;
    private final ObservationThreads threads;

    /** Whether a turn is under way, or none will follow. */
    private final AtomicBoolean busy = new AtomicBoolean(true);

    private volatile Future<?> timer = CompletableFuture.completedFuture(null);

    PollingRunner(ObservationRunner watch, PollingObservation observation, ObservationThreads threads) {
        this.runner = watch;
        this.observation = observation;
        this.threads = threads;
    }

    void start() {
        observation.pollOnDemand(this::due);
        threads.poll(this::turn);
    }

    private void due() {
        if (busy.compareAndSet(false, true)) {
            timer.cancel(false);
            poll();
        }
    }

    private void poll() {
        if (observation.isClosed()) {
            threads.poll(this::turn);
        } else if (!observation.canLongPoll() || !threads.tryStart(this::longPoll)) {
            observation.client.polls().run(() -> observation.poll(false), this::turn, threads::poll);
        }
    }

    private void longPoll() {
        observation.poll(true);
        turn();
    }

    /** Passes on what the last look has shown, and waits for the next one. */
    private void turn() {
        RuntimeException failure = runner.read();
        if (failure != null || observation.isClosed() || observation.isFinished()) {
            runner.end(failure);
        } else {
            rest();
        }
    }

    /** Who closes it in this moment finds it busy or resting: one of the two sees the other. */
    private void rest() {
        Duration wait = observation.untilNextPoll();
        long jitter =
                (long) (wait.toNanos() * JITTER * ThreadLocalRandom.current().nextDouble());
        busy.set(false);
        timer = observation.time.after(wait.plusNanos(jitter), this::due);
        if (observation.isClosed()) {
            due();
        }
    }
}
