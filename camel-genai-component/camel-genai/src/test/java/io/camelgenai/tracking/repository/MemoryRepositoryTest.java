package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.ToolCall;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The repository in memory. */
class MemoryRepositoryTest extends RepositoryContract {

    @Override
    GenerationRepository repository() {
        return new MemoryGenerationRepository();
    }

    @Test
    void aFullRepositoryRefusesNewGenerationsAndDropsNone() {
        repository = new MemoryGenerationRepository(2, Clock.systemUTC());
        accepted(null, "g1");
        TrackedGeneration second = accepted(null, "g2");

        assertThatThrownBy(() -> repository.creates().begin(intent(null)))
                .isInstanceOf(GenAiException.class)
                .hasMessageContaining("contains 2 generations");
        repository.tracking().releaseUnconsumed(second.key());
        assertThat(repository.creates().begin(intent(null))).isNotNull();
    }

    @Test
    void aRepositoryThatIsFullOfIdempotencyKeysSaysSo() {
        repository = new MemoryGenerationRepository(3, Clock.systemUTC());
        for (String order : List.of("order-1", "order-2")) {
            terminal(order, "of-" + order);
            repository
                    .deliveries()
                    .acknowledge(repository.deliveries().claim(HERE, 1).get(0));
        }
        accepted(null, "g3");

        assertThatThrownBy(() -> repository.creates().begin(intent(null)))
                .isInstanceOf(GenAiException.class)
                .hasMessageContaining("contains 3 generations, 2 of them only for their idempotency keys");
        repository.records().purge(Duration.ofMillis(-10), Duration.ofHours(1));
        assertThat(repository.creates().begin(intent(null))).isNotNull();
        assertThat(repository.creates().begin(intent(null))).isNotNull();
        assertThatThrownBy(() -> repository.creates().begin(intent(null))).hasMessageContaining("0 of them only");
    }

    @Test
    void whatHasPassedTakesNoMemory() {
        repository = new MemoryGenerationRepository(1000, 10_000, Clock.systemUTC());
        for (int i = 0; i < 200; i++) {
            terminal(null, "g" + i);
            repository
                    .deliveries()
                    .acknowledge(repository.deliveries().claim(HERE, 1).get(0));
        }

        assertThat(repository.creates().begin(intent(null))).isNotNull();
    }

    static Stream<Generation> large() {
        String text = "long ".repeat(3000);
        return Stream.of(
                completed("g1").with().text(text).build(),
                completed("g1").with().reasoning(text).build(),
                completed("g1")
                        .with()
                        .toolCalls(List.of(new ToolCall("t1", "f", text)))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("large")
    void aRepositoryThatTakesTooMuchMemoryRefusesNewGenerations(Generation large) {
        repository = new MemoryGenerationRepository(1000, 10_000, Clock.systemUTC());
        TrackedGeneration accepted = accepted(null, "g1");
        repository.tracking().terminal(accepted, large, false);

        assertThatThrownBy(() -> repository.creates().begin(intent(null))).isInstanceOf(GenAiException.class);
        repository
                .deliveries()
                .acknowledge(repository.deliveries().claim(HERE, 1).get(0));
        assertThat(repository.creates().begin(intent(null))).isNotNull();
    }

    @Test
    void aGenerationWithoutAConsumerIsDropped() {
        String never = accepted(null, "g1").key();
        repository.tracking().releaseUnconsumed(never);
        String left = terminal(null, "g2").key();
        String waiting = accepted(null, "g3").key();
        repository.tracking().dropUnconsumed(origin -> false);
        assertThat(repository.records().find(left)).isPresent();

        repository.tracking().dropUnconsumed(origin -> true);

        assertThat(repository.records().find(never)).isEmpty();
        assertThat(repository.records().find(left)).isEmpty();
        assertThat(repository.records().find(waiting))
                .as("claimed by this node")
                .isPresent();
    }
}
