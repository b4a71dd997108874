package io.camelgenai.benchmarks.tracking;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs generations that complete immediately, each from its create to its acknowledgement. */
final class CycleRoutes implements AutoCloseable {

    private static final int CONCURRENCY = 64;
    private static final long GRACE_SECONDS = 60;

    private final GenerationRepository repository;
    private final JobRoutes routes;
    private volatile CountDownLatch missing = new CountDownLatch(0);
    private long cycles;

    CycleRoutes(String baseUrl, GenerationRepository repository) throws Exception {
        this.repository = repository;
        this.routes = new JobRoutes(baseUrl, repository, this::receive);
    }

    private void receive(Generation completed) {
        if (completed.status() == GenerationStatus.COMPLETED) {
            missing.countDown();
        }
    }

    /** Runs this number of cycles, and returns the cycles per second. */
    double perSecond(int count) throws Exception {
        missing = new CountDownLatch(count);
        long start = System.nanoTime();
        routes.create(count, CONCURRENCY);
        if (!missing.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(missing.getCount() + " of " + count + " completions are missing");
        }
        awaitAcknowledgements();
        cycles += count;
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private void awaitAcknowledgements() throws InterruptedException {
        for (State state : List.of(State.ACCEPTED, State.TERMINAL)) {
            while (!repository.records().list(state, "", 1).isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    /** The total number of cycles. */
    long cycles() {
        return cycles;
    }

    @Override
    public void close() throws Exception {
        routes.close();
    }
}
