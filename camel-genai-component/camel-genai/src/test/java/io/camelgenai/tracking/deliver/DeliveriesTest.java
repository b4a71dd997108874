package io.camelgenai.tracking.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.Time;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import io.camelgenai.tracking.repository.OwnWork;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Duration;
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

    private static final Origin ORIGIN = Origin.of(Flow.of("llmstats"), null);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Time time = Time.system(timer);
    private final MemoryGenerationRepository repository = new MemoryGenerationRepository();
    private final Subscribers subscribers = new Subscribers();
    private final Deliveries deliveries = new Deliveries(
            repository,
            subscribers,
            connection -> {
                throw new IllegalArgumentException(connection);
            },
            new WorkExecutors(Runnable::run, Runnable::run, Runnable::run),
            time,
            GenerationListener.NONE,
            Duration.ofHours(1),
            new OwnWork());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private void terminal(String id) {
        Generation known = Generation.of("llmstats").id(id).build();
        repository.creates().adopt(TrackedGeneration.adopted(known, ORIGIN, null, time.now()));
        TrackedGeneration claimed = repository
                .tracking()
                .claim(new Observer("claims").subscription(), 1)
                .get(0);
        Generation completed = known.with().status(GenerationStatus.COMPLETED).build();
        assertThat(repository.tracking().terminal(claimed, completed, false)).isPresent();
    }

    /** A consumer that claimed it again and again would never finish. */
    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void aGenerationThatAnotherObserverAcknowledgesIsReleasedOnce() {
        Observer first = new Observer("first");
        Observer second = new Observer("second");
        subscribers.add(first);
        subscribers.add(second);
        terminal("1");
        terminal("2");

        deliveries.deliverDue(second);

        assertThat(second.received).isZero();
        deliveries.deliverDue(first);
        assertThat(first.received).isEqualTo(2);
    }

    @Test
    void anErrorOfAConsumerReleasesItsPermit() {
        Observer only = new Observer("only");
        only.errors = only.maxInFlight();
        subscribers.add(only);
        terminal("1");
        terminal("2");
        deliveries.deliverDue(only);
        assertThat(only.errors).isZero();
        terminal("3");

        deliveries.deliverDue(only);

        assertThat(only.received).isOne();
    }

    private static final class Observer implements Subscriber {

        private final String name;
        private int received;
        private int errors;

        Observer(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Subscription subscription() {
            return new Subscription(Kind.EVENTS, ORIGIN.flow(), null);
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
            if (errors > 0) {
                errors--;
                throw new InternalError("unable to create a native thread");
            }
            received++;
            return new CompletableFuture<>();
        }
    }
}
