package io.camelgenai.tracking.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.DelegatingTime;
import io.camelgenai.client.Time;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.InterceptedRepository;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import io.camelgenai.tracking.repository.OwnWork;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private Duration suspended = Duration.ZERO;
    private final Time time = new DelegatingTime(Time.system(timer)) {
        @Override
        public long nanos() {
            return super.nanos() + suspended.toNanos();
        }
    };
    private final List<String> calls = new ArrayList<>();
    private final GenerationRepository repository =
            new InterceptedRepository(new MemoryGenerationRepository(), (method, call) -> {
                calls.add(method);
                return call.call();
            });
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
        TrackedGeneration tracked = tracked(id);
        assertThat(repository.tracking().terminal(tracked, completed(tracked), false))
                .isPresent();
    }

    private void complete(String id) {
        TrackedGeneration tracked = tracked(id);
        Generation completed = completed(tracked);
        deliveries.complete(tracked, completed, GenerationEvent.ofState(completed));
    }

    private TrackedGeneration tracked(String id) {
        Generation known = Generation.of("llmstats").id(id).build();
        repository.creates().adopt(TrackedGeneration.adopted(known, ORIGIN, null, time.now()));
        return repository
                .tracking()
                .claim(new Observer("claims").subscription(), 1)
                .get(0);
    }

    private static Generation completed(TrackedGeneration tracked) {
        return tracked.generation().with().status(GenerationStatus.COMPLETED).build();
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

    /** Its lease may have expired in the meantime, while the process was suspended or the route was busy. */
    @Test
    void aClaimThatIsNotRecentIsCheckedBeforeTheRouteReceivesIt() {
        Observer only = new Observer("only");
        subscribers.add(only);
        complete("1");
        assertThat(calls).doesNotContain("DeliveryStore.delivering");
        only.beforeHandover = () -> suspended = Duration.ofSeconds(1);
        complete("2");

        assertThat(calls).containsOnlyOnce("DeliveryStore.delivering");
        assertThat(only.handovers)
                .extracting(each -> each.tracked().deliveries())
                .containsExactly(1, 1);
    }

    @Test
    void aRefusedDeliveryIsNotCounted() {
        Observer only = new Observer("only");
        only.refusals = 2;
        subscribers.add(only);
        complete("1");
        deliveries.deliverDue(only);
        deliveries.deliverDue(only);

        assertThat(only.handovers).singleElement().satisfies(received -> {
            assertThat(received.tracked().deliveries()).isOne();
            assertThat(received.redelivered()).isFalse();
        });
    }

    private static final class Observer implements Subscriber {

        private final String name;
        private int received;
        private int errors;
        private int refusals;
        private Runnable beforeHandover = () -> {};
        private final List<Handover> handovers = new ArrayList<>();

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
            if (refusals > 0) {
                refusals--;
                return CompletableFuture.failedFuture(new DeliveryRefusedException());
            }
            beforeHandover.run();
            handovers.add(handover.get());
            received++;
            return new CompletableFuture<>();
        }
    }
}
