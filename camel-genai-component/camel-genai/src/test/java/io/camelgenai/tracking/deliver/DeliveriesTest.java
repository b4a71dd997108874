package io.camelgenai.tracking.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.Tracker;
import io.camelgenai.tracking.observe.LiveObservations;
import io.camelgenai.tracking.observe.ObservationThreads;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository.Claim;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class DeliveriesTest {

    private static final Origin ORIGIN = new Origin("llmstats", null, "llmstats", "default", null, Map.of());

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Time time = Time.system(timer);
    private final MemoryGenerationRepository repository = new MemoryGenerationRepository();
    private final Subscribers subscribers = new Subscribers();
    private final ObservationThreads threads = new ObservationThreads(1);
    private final Deliveries deliveries = new Deliveries(new Tracker.Parts(
            new Tracker.Settings(Duration.ofHours(1), Duration.ofHours(1)),
            repository,
            subscribers,
            connection -> {
                throw new IllegalArgumentException(connection);
            },
            new LiveObservations(),
            new LiveObservations(),
            threads,
            Runnable::run,
            time,
            GenerationListener.NONE));

    @AfterEach
    void stop() {
        threads.close();
        timer.shutdownNow();
    }

    private void ended(String id) {
        Generation known = Generation.of("llmstats").id(id).build();
        repository.adopt(TrackedGeneration.adopted(known, ORIGIN, null, time.now()));
        String key = repository
                .claim(Claim.TRACKING, new Observer("watch").subscription(), 1)
                .get(0)
                .key();
        Generation end = known.with().status(GenerationStatus.COMPLETED).build();
        assertThat(repository.terminal(key, end, false)).isPresent();
    }

    /** Whoever looked for it again and again would never come to an end. */
    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void whatAnotherObserverAcknowledgesIsLetGoOfOnce() {
        Observer first = new Observer("first");
        Observer second = new Observer("second");
        subscribers.add(first);
        subscribers.add(second);
        ended("1");
        ended("2");

        deliveries.deliverDue(second);

        assertThat(second.taken).isZero();
        deliveries.deliverDue(first);
        assertThat(first.taken).isEqualTo(2);
    }

    private static final class Observer implements Subscriber {

        private final String name;
        private int taken;

        Observer(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Subscription subscription() {
            return new Subscription(Kind.EVENTS, "llmstats", null, "llmstats", "default");
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
            return 2;
        }

        @Override
        public CompletionStage<Void> deliver(Supplier<Handover> handover) {
            taken++;
            return new CompletableFuture<>();
        }
    }
}
