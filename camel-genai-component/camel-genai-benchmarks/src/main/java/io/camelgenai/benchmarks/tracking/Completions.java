package io.camelgenai.benchmarks.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The completions that reached their route, with the time since the job completed and since the server reported it. */
final class Completions {

    private final long[] sinceCompleted;
    private final long[] sinceSent;
    private final AtomicInteger received = new AtomicInteger();
    private final CountDownLatch missing;

    Completions(int expected) {
        sinceCompleted = new long[expected];
        sinceSent = new long[expected];
        missing = new CountDownLatch(expected);
    }

    void receive(Generation generation) {
        long now = System.nanoTime();
        int number = received.getAndIncrement();
        JsonNode document = Objects.requireNonNull(generation.raw());
        if (generation.status() != GenerationStatus.COMPLETED || number >= sinceCompleted.length) {
            throw new IllegalStateException(
                    "Generation " + generation.id() + " is " + generation.status() + ", as number " + number);
        }
        sinceCompleted[number] = now - document.path("done").asLong();
        sinceSent[number] = now - document.path("sent").asLong();
        missing.countDown();
    }

    /** @throws IllegalStateException when not all of them arrive in time */
    void await(long seconds) throws InterruptedException {
        if (!missing.await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    missing.getCount() + " of " + sinceCompleted.length + " completions are missing");
        }
        Arrays.sort(sinceCompleted);
        Arrays.sort(sinceSent);
    }

    /** A percentile of the time from the completion of the job to the route. */
    double lateSeconds(double percentile) {
        return sinceCompleted[(int) (percentile * (sinceCompleted.length - 1))] / 1e9;
    }

    double meanLateSeconds() {
        return Arrays.stream(sinceCompleted).average().orElse(0) / 1e9;
    }

    /** A percentile of the time from the server's response to the route. */
    double passedMillis(double percentile) {
        return sinceSent[(int) (percentile * (sinceSent.length - 1))] / 1e6;
    }
}
