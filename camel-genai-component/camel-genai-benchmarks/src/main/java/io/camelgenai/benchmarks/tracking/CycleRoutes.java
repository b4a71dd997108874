package io.camelgenai.benchmarks.tracking;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Generations that are done as soon as they are made, each from its create to its acknowledgement. */
final class CycleRoutes implements AutoCloseable {

    private static final int AT_ONCE = 64;
    private static final long PATIENCE_SECONDS = 60;

    private final GenerationRepository repository;
    private final JobRoutes routes;
    private volatile CountDownLatch missing = new CountDownLatch(0);
    private long cycles;

    CycleRoutes(String baseUrl, GenerationRepository repository) throws Exception {
        this.repository = repository;
        this.routes = new JobRoutes(baseUrl, repository, this::hear);
    }

    private void hear(Generation end) {
        if (end.status() == GenerationStatus.COMPLETED) {
            missing.countDown();
        }
    }

    /** Goes through so many, and tells how many a second. */
    double perSecond(int count) throws Exception {
        missing = new CountDownLatch(count);
        long begun = System.nanoTime();
        routes.order(count, AT_ONCE);
        if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(missing.getCount() + " of " + count + " ends did not come");
        }
        awaitAcknowledgements();
        cycles += count;
        return count / ((System.nanoTime() - begun) / 1e9);
    }

    private void awaitAcknowledgements() throws InterruptedException {
        for (State open : List.of(State.ACCEPTED, State.TERMINAL)) {
            while (!repository.list(open, "", 1).isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    /** How many there were in all. */
    long cycles() {
        return cycles;
    }

    @Override
    public void close() throws Exception {
        routes.close();
    }
}
