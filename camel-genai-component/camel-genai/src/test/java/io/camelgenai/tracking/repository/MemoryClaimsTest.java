package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cost of a claim depends on what is claimed, and not on what else is stored. */
class MemoryClaimsTest {

    private static final Flow FLOW = Flow.of("llmstats");
    private static final String MODEL = "flux";
    private static final Origin MINE = Origin.of(FLOW, MODEL);
    private static final Subscription SUBSCRIPTION = new Subscription(Kind.TERMINAL, FLOW, MODEL);
    private static final int FEW = 50;
    private static final int MANY = 50_000;
    private static final int CLAIMS = 2_000;

    /** A scan of all would cost a thousand times as much. */
    private static final int MAX_RATIO = 30;

    private final MemoryGenerationRepository repository =
            new MemoryGenerationRepository(2 * MANY, Long.MAX_VALUE, Clock.systemUTC());

    private static Arguments others(String name, BiConsumer<MemoryClaimsTest, Integer> add) {
        return Arguments.of(name, add);
    }

    static List<Arguments> others() {
        return List.of(
                others("accepted in another channel", addAccepted(i -> Origin.of(FLOW.withChannel("other"), MODEL))),
                others("accepted, of another model", addAccepted(i -> Origin.of(FLOW, "model-" + i))),
                others(
                        "accepted, over another connection",
                        addAccepted(i -> Origin.of(FLOW.withConnection("b"), null))),
                others("terminal, and not due yet", MemoryClaimsTest::failedOnce));
    }

    private static BiConsumer<MemoryClaimsTest, Integer> addAccepted(IntFunction<Origin> origin) {
        return (test, i) -> test.accepted("other-" + i, origin.apply(i));
    }

    private void accepted(String id, Origin origin) {
        Generation generation = Generation.of("llmstats").id(id).build();
        repository
                .creates()
                .adopt(TrackedGeneration.adopted(
                        generation, origin, null, Clock.systemUTC().instant()));
    }

    private void failedOnce(int i) {
        accepted("other-" + i, MINE);
        TrackedGeneration terminal = terminate(claim(repository.tracking().claim(SUBSCRIPTION, 1)), true);
        TrackedGeneration delivered =
                repository.deliveries().delivering(terminal).orElseThrow();
        repository.deliveries().scheduleRedelivery(delivered, Duration.ofHours(1));
    }

    private static TrackedGeneration claim(List<TrackedGeneration> claimed) {
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    private TrackedGeneration terminate(TrackedGeneration tracked, boolean deliver) {
        Generation completed =
                tracked.generation().with().status(GenerationStatus.COMPLETED).build();
        return repository.tracking().terminal(tracked, completed, deliver).orElseThrow();
    }

    /** The way of one generation, from the claim for tracking to the acknowledgement. */
    private void cycle() {
        accepted("mine", MINE);
        List<TrackedGeneration> accepted = repository.tracking().claim(SUBSCRIPTION, 1);
        terminate(claim(accepted), false);
        TrackedGeneration terminal = claim(repository.deliveries().claim(SUBSCRIPTION, 1));
        TrackedGeneration delivered =
                repository.deliveries().delivering(terminal).orElseThrow();
        assertThat(repository.deliveries().acknowledge(delivered)).isTrue();
        assertThat(repository.deliveries().claim(SUBSCRIPTION, 1)).isEmpty();
    }

    private long cycles() {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long startedAt = System.nanoTime();
            for (int i = 0; i < CLAIMS; i++) {
                cycle();
            }
            best = Math.min(best, System.nanoTime() - startedAt);
        }
        return best;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void aClaimCostsTheSameHoweverManyGenerationsWait(String name, BiConsumer<MemoryClaimsTest, Integer> add) {
        for (int i = 0; i < FEW; i++) {
            add.accept(this, i);
        }
        long withFew = cycles();
        for (int i = FEW; i < MANY; i++) {
            add.accept(this, i);
        }
        long withMany = cycles();

        assertThat(withMany).as("nanoseconds for %d claims", CLAIMS).isLessThan(MAX_RATIO * withFew);
    }
}
