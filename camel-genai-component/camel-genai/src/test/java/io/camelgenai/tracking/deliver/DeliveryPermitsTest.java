package io.camelgenai.tracking.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeliveryPermitsTest {

    private static final int MAX_IN_FLIGHT = 3;

    private final DeliveryPermits permits = new DeliveryPermits();
    private final Subscriber consumer = new Busy();

    @Test
    void atMostTheMaximumIsAcquired() {
        assertThat(permits.acquire(consumer, 2)).isEqualTo(2);
        assertThat(permits.acquire(consumer, 5)).isEqualTo(1);
        assertThat(permits.acquire(consumer, 1)).isZero();

        permits.release(consumer, 2);
        assertThat(permits.acquire(consumer, 5)).isEqualTo(2);
    }

    @Test
    void aPermitThatIsAlwaysAcquiredCounts() {
        for (int i = 0; i < MAX_IN_FLIGHT + 1; i++) {
            permits.acquireAlways(consumer);
        }
        assertThat(permits.acquire(consumer, 1)).isZero();

        permits.release(consumer, 2);
        assertThat(permits.acquire(consumer, 5)).isOne();
    }

    @Test
    void consumersHavePermitsOfTheirOwn() {
        permits.acquire(consumer, MAX_IN_FLIGHT);

        assertThat(permits.acquire(new Busy(), 1)).isOne();
    }

    @Test
    void concurrentThreadsDoNotAcquireTheSamePermit() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 2000; round++) {
                List<Future<Integer>> all = new ArrayList<>();
                for (int i = 0; i < MAX_IN_FLIGHT + 1; i++) {
                    all.add(threads.submit(() -> permits.acquire(consumer, 1)));
                }
                int acquired = 0;
                for (Future<Integer> each : all) {
                    acquired += each.get();
                }
                assertThat(acquired).isEqualTo(MAX_IN_FLIGHT);
                permits.release(consumer, acquired);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Busy implements Subscriber {

        @Override
        public String name() {
            return "busy";
        }

        @Override
        public Subscription subscription() {
            return new Subscription(Kind.TERMINAL, Flow.of("llmstats"), null);
        }

        @Override
        public Readiness readiness() {
            return Readiness.STARTED;
        }

        @Override
        public boolean accepts(Generation generation) {
            return true;
        }

        @Override
        public RedeliveryPolicy redelivery() {
            return new RedeliveryPolicy(1, Duration.ZERO, Duration.ZERO);
        }

        @Override
        public int maxInFlight() {
            return MAX_IN_FLIGHT;
        }

        @Override
        public CompletionStage<Void> deliver(Supplier<Handover> handover) {
            return new CompletableFuture<>();
        }
    }
}
