package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.tracking.repository.GenerationRepository.Claim;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The repository in memory. */
class MemoryRepositoryTest extends RepositoryContract {

    @Override
    GenerationRepository repository() {
        return new MemoryGenerationRepository();
    }

    @Test
    void itRefusesWhatIsTooManyAndForgetsNothing() {
        repository = new MemoryGenerationRepository(2, Clock.systemUTC());
        accepted(null, "g1");
        TrackedGeneration second = accepted(null, "g2");

        assertThatThrownBy(() -> repository.begin(intent(null)))
                .isInstanceOf(GenAiException.class)
                .hasMessageContaining("holds 2 generations");
        repository.releaseUnconsumed(second.key());
        assertThat(repository.begin(intent(null))).isNotNull();
    }

    @Test
    void itRefusesWhatIsTooLarge() {
        repository = new MemoryGenerationRepository(1000, 10_000, Clock.systemUTC());
        String key = accepted(null, "g1").key();
        repository.terminal(key, done("g1").with().text("long ".repeat(3000)).build(), false);

        assertThatThrownBy(() -> repository.begin(intent(null))).isInstanceOf(GenAiException.class);
        repository.acknowledge(repository.claim(Claim.DELIVERY, HERE, 1).get(0));
        assertThat(repository.begin(intent(null))).isNotNull();
    }

    @Test
    void whatNobodyListensToIsLetGo() {
        String never = accepted(null, "g1").key();
        repository.releaseUnconsumed(never);
        String left = ended(null, "g2").key();
        String held = accepted(null, "g3").key();
        repository.dropUnconsumed(origin -> false);
        assertThat(repository.find(left)).isPresent();

        repository.dropUnconsumed(origin -> true);

        assertThat(repository.find(never)).isEmpty();
        assertThat(repository.find(left)).isEmpty();
        assertThat(repository.find(held)).as("its own exchange waits for it").isPresent();
    }
}
