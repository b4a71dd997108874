package io.camelgenai.benchmarks.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The ends that reached their route: how long after the job was done, and how long after the server told that. */
final class Ends {

    private final long[] sinceDone;
    private final long[] sinceTold;
    private final AtomicInteger heard = new AtomicInteger();
    private final CountDownLatch all;

    Ends(int expected) {
        sinceDone = new long[expected];
        sinceTold = new long[expected];
        all = new CountDownLatch(expected);
    }

    void hear(Generation end) {
        long now = System.nanoTime();
        int number = heard.getAndIncrement();
        JsonNode document = Objects.requireNonNull(end.raw());
        if (end.status() != GenerationStatus.COMPLETED || number >= sinceDone.length) {
            throw new IllegalStateException(
                    "Generation " + end.id() + " ended " + end.status() + ", as number " + number);
        }
        sinceDone[number] = now - document.path("done").asLong();
        sinceTold[number] = now - document.path("told").asLong();
        all.countDown();
    }

    /** @throws IllegalStateException when not all come */
    void await(long seconds) throws InterruptedException {
        if (!all.await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException(all.getCount() + " of " + sinceDone.length + " ends did not come");
        }
        Arrays.sort(sinceDone);
        Arrays.sort(sinceTold);
    }

    /** How late this share of them was there at the most. */
    double lateSeconds(double share) {
        return sinceDone[(int) (share * (sinceDone.length - 1))] / 1e9;
    }

    double meanLateSeconds() {
        return Arrays.stream(sinceDone).average().orElse(0) / 1e9;
    }

    /** How long it took this share of them at the most from the server's answer to the route. */
    double passedMillis(double share) {
        return sinceTold[(int) (share * (sinceTold.length - 1))] / 1e6;
    }
}
