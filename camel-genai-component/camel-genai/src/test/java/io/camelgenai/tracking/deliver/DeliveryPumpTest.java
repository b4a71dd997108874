package io.camelgenai.tracking.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is due is claimed as soon as there is a permit for it, and not before. */
class DeliveryPumpTest {

    private static final int MAX_IN_FLIGHT = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Due due = new Due();
    private final DeliveryPump pump = new DeliveryPump(new Consumer(Kind.TERMINAL), due, Runnable::run);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static TrackedGeneration terminal(int id) {
        Generation known = Generation.of("llmstats").id(Integer.toString(id)).build();
        return TrackedGeneration.adopted(known, Origin.of(Flow.of("llmstats"), null), null, Instant.EPOCH);
    }

    @Test
    void atMostTheMaximumIsInFlight() {
        due.add(5);
        pump.signal();
        assertThat(due.started).hasSize(MAX_IN_FLIGHT);
        assertThat(pump.acquire()).isFalse();

        pump.release();
        pump.release();
        assertThat(due.started).hasSize(5);
        pump.release();
        assertThat(pump.acquire()).isTrue();
    }

    @Test
    void anObserverAlwaysGetsAPermitWhichCounts() {
        DeliveryPump observer = new DeliveryPump(new Consumer(Kind.EVENTS), due, Runnable::run);
        for (int i = 0; i < MAX_IN_FLIGHT + 1; i++) {
            assertThat(observer.acquire()).isTrue();
        }
        due.add(1);
        observer.signal();
        assertThat(due.started).isEmpty();

        observer.release();
        assertThat(due.started).isEmpty();
        observer.release();
        assertThat(due.started).hasSize(1);
    }

    @Test
    void whileNothingIsDueOnePermitIsEnoughToFindThatOut() {
        pump.signal();

        assertThat(due.asked).containsExactly(1);
    }

    @Test
    void whatCannotBeStartedIsNotClaimedAgainAtOnce() {
        due.add(100);
        due.startable = false;
        pump.signal();

        assertThat(due.asked).containsExactly(1);
        assertThat(due.signaledLater).hasValue(1);
        due.startable = true;
        pump.signal();
        assertThat(due.started).hasSize(MAX_IN_FLIGHT);
    }

    @Test
    void aClaimThatFailsKeepsNoPermit() {
        due.reachable = false;
        pump.signal();
        assertThat(due.signaledLater).hasValue(1);

        due.reachable = true;
        due.add(MAX_IN_FLIGHT);
        pump.signal();
        assertThat(due.started).hasSize(MAX_IN_FLIGHT);
    }

    /** Deliveries finish on several threads while others become due: a signal that is lost leaves some of them. */
    @Test
    void noSignalIsLost() {
        DeliveryPump busy = new DeliveryPump(new Consumer(Kind.TERMINAL), due, threads);
        due.finishOn = threads;
        for (int round = 1; round <= 300; round++) {
            int expected = round * 20;
            for (int i = 0; i < 20; i++) {
                threads.execute(() -> {
                    due.add(1);
                    busy.signal();
                });
            }
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .untilAsserted(() -> assertThat(due.started).hasSize(expected));
        }
        assertThat(due.maxInFlight.get()).isBetween(1, MAX_IN_FLIGHT);
    }

    private static final class Due implements DeliveryPump.Source {

        final Queue<TrackedGeneration> started = new ConcurrentLinkedQueue<>();
        final List<Integer> asked = new ArrayList<>();
        final AtomicInteger signaledLater = new AtomicInteger();
        final AtomicInteger maxInFlight = new AtomicInteger();
        private final AtomicInteger inFlight = new AtomicInteger();
        private final Queue<TrackedGeneration> waiting = new ConcurrentLinkedQueue<>();
        boolean startable = true;
        boolean reachable = true;
        ExecutorService finishOn;

        void add(int count) {
            for (int i = 0; i < count; i++) {
                waiting.add(terminal(i));
            }
        }

        @Override
        public List<TrackedGeneration> claim(Subscriber consumer, int max) {
            if (!reachable) {
                throw new IllegalStateException("The repository cannot be reached");
            }
            asked.add(max);
            List<TrackedGeneration> claimed = new ArrayList<>();
            while (claimed.size() < max && !waiting.isEmpty()) {
                claimed.add(waiting.remove());
            }
            return claimed;
        }

        @Override
        public boolean start(TrackedGeneration claimed, DeliveryPump pump) {
            if (!startable) {
                waiting.add(claimed);
                return false;
            }
            maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            started.add(claimed);
            if (finishOn != null) {
                finishOn.execute(() -> {
                    inFlight.decrementAndGet();
                    pump.release();
                });
            }
            return true;
        }

        @Override
        public void signalLater(DeliveryPump pump) {
            signaledLater.incrementAndGet();
        }
    }

    private record Consumer(Kind kind) implements Subscriber {

        @Override
        public String name() {
            return "consumer";
        }

        @Override
        public Subscription subscription() {
            return new Subscription(kind, Flow.of("llmstats"), null);
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
            return new RedeliveryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        }

        @Override
        public int maxInFlight() {
            return MAX_IN_FLIGHT;
        }

        @Override
        public CompletionStage<Void> deliver(Supplier<Handover> handover) {
            throw new UnsupportedOperationException();
        }
    }
}
