package io.camelgenai.tracking.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
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

    private static final int AT_ONCE = 3;

    private final DeliveryPermits places = new DeliveryPermits();
    private final Subscriber consumer = new Busy();

    @Test
    void noMoreAreTakenThanThereAre() {
        assertThat(places.acquire(consumer, 2)).isEqualTo(2);
        assertThat(places.acquire(consumer, 5)).isEqualTo(1);
        assertThat(places.acquire(consumer, 1)).isZero();

        places.release(consumer, 2);
        assertThat(places.acquire(consumer, 5)).isEqualTo(2);
    }

    @Test
    void whatIsTakenAnywayCounts() {
        for (int i = 0; i < AT_ONCE + 1; i++) {
            places.acquireAlways(consumer);
        }
        assertThat(places.acquire(consumer, 1)).isZero();

        places.release(consumer, 2);
        assertThat(places.acquire(consumer, 5)).isOne();
    }

    @Test
    void consumersDoNotShareTheirs() {
        places.acquire(consumer, AT_ONCE);

        assertThat(places.acquire(new Busy(), 1)).isOne();
    }

    @Test
    void thoseWhoComeAtTheSameTimeDoNotShareTheLastOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 2000; round++) {
                List<Future<Integer>> all = new ArrayList<>();
                for (int i = 0; i < AT_ONCE + 1; i++) {
                    all.add(threads.submit(() -> places.acquire(consumer, 1)));
                }
                int taken = 0;
                for (Future<Integer> each : all) {
                    taken += each.get();
                }
                assertThat(taken).isEqualTo(AT_ONCE);
                places.release(consumer, taken);
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
            return new Subscription(Kind.TERMINAL, "llmstats", "llmstats", null, "default");
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
            return AT_ONCE;
        }

        @Override
        public CompletionStage<Void> deliver(Supplier<Handover> handover) {
            return new CompletableFuture<>();
        }
    }
}
