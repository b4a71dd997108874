package io.camelgenai.tracking.observe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Polls one generation until it is terminal or its observation is closed. Between two polls, and while a consumer waits,
 * it holds no thread.
 * Where the provider has long polls, they are used while there are threads to wait for them.
 */
final class PollingRunner {

    /** Polls that started together drift apart by up to this part of each delay. */
    private static final double JITTER = 0.1;

    private final ObservationRunner runner;
    private final PollingObservation observation;
    private final ObservationThreads threads;

    /** Whether a poll is in flight or its result is being passed on, or no further poll follows. */
    private final AtomicBoolean busy = new AtomicBoolean(true);

    private volatile Future<?> timer = CompletableFuture.completedFuture(null);

    PollingRunner(ObservationRunner runner, PollingObservation observation, ObservationThreads threads) {
        this.runner = runner;
        this.observation = observation;
        this.threads = threads;
    }

    void start() {
        observation.pollOnDemand(this::due, this::reported);
        threads.routes().execute(this::passOn);
    }

    private void due() {
        if (busy.compareAndSet(false, true)) {
            timer.cancel(false);
            poll();
        }
    }

    /** Where it is busy, the report is found when the next poll is scheduled. */
    private void reported() {
        if (busy.compareAndSet(false, true)) {
            timer.cancel(false);
            schedule();
        }
    }

    private void poll() {
        if (observation.isClosed()) {
            threads.routes().execute(this::passOn);
        } else if (!observation.asksProvider()) {
            threads.calls().execute(() -> poll(false));
        } else if (!observation.canLongPoll() || !threads.tryStart(() -> poll(true))) {
            observation.client.polls().run(() -> observation.poll(false), this::afterPoll, threads.calls());
        }
    }

    private void poll(boolean longPoll) {
        observation.poll(longPoll);
        afterPoll();
    }

    /** A route may block: the thread of a poll does not wait for it. */
    private void afterPoll() {
        if (observation.hasResult()) {
            threads.routes().execute(this::passOn);
        } else {
            schedule();
        }
    }

    /** Passes the result of the last poll on, and schedules the next one. Continues when a consumer has taken the event. */
    private void passOn() {
        RuntimeException failure = null;
        try {
            while (observation.hasNext()) {
                CompletableFuture<?> consumed = runner.pass(observation.next());
                if (!consumed.isDone()) {
                    consumed.whenComplete((done, counted) -> threads.routes().execute(this::passOn));
                    return;
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = ObservationRunner.failure(e);
        }
        if (failure != null || observation.isClosed() || observation.isFinished()) {
            runner.finish(failure);
        } else {
            schedule();
        }
    }

    /** A thread that closes the observation now finds it busy, and is seen here, or finds it idle, and ends it. */
    private void schedule() {
        boolean hasReport = observation.hasReport();
        Duration delay = observation.delay();
        long jitter =
                (long) (delay.toNanos() * JITTER * ThreadLocalRandom.current().nextDouble());
        busy.set(false);
        timer = observation.time.after(delay.plusNanos(jitter), this::due);
        if (observation.isClosed()) {
            due();
        } else if (!hasReport && observation.hasReport()) {
            reported();
        }
    }
}
