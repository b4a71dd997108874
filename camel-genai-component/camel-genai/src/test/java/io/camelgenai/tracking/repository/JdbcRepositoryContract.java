package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The additional promises of a repository in a database. */
abstract class JdbcRepositoryContract extends RepositoryContract {

    private final String application = UUID.randomUUID().toString();

    abstract DataSource dataSource();

    @Override
    GenerationRepository repository() {
        return repository(application);
    }

    private JdbcGenerationRepository repository(String name) {
        JdbcGenerationRepository made = new JdbcGenerationRepository(dataSource());
        made.setApplication(name);
        return made;
    }

    @Override
    @AfterEach
    void leave() {
        super.leave();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(each -> each.getName().startsWith("genai-jdbc") && !terminates(each))
                .isEmpty();
    }

    private static boolean terminates(Thread thread) {
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Test
    void twoApplicationsOnOneDatabaseAreSeparated() {
        GenerationRepository other = repository(application + "-other");
        other.membership().join();
        try {
            terminal("k", "g1");

            assertThat(other.deliveries().claim(HERE, 10)).isEmpty();
            TrackedGeneration same = intent("k");
            assertThat(other.creates().begin(same).key()).isEqualTo(same.key());
        } finally {
            other.membership().leave();
        }
    }

    @Test
    void aStoredGenerationIsReadByTheNextProcess() {
        terminal("k", "g1");
        repository.membership().leave();
        repository = repository();
        repository.membership().join();

        assertThat(repository.creates().begin(intent("k")).generation()).isEqualTo(completed("g1"));
    }

    @Test
    void aGenerationWithoutAConsumerWaitsForOneAndThenKeepsItsKeyOnly() {
        String keyed = accepted("k", "g1").key();
        String keyless = accepted(null, "g2").key();
        String tracked = accepted(null, "g3").key();
        repository.tracking().releaseUnconsumed(keyed);
        repository.tracking().releaseUnconsumed(keyless);
        repository.tracking().dropUnconsumed(origin -> true);
        repository.records().purge(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(repository.records().find(keyless)).isPresent();

        repository.records().purge(Duration.ofHours(1), Duration.ofMillis(-10));

        assertThat(repository.records().find(keyless)).isEmpty();
        assertThat(repository.records().find(keyed).map(TrackedGeneration::state))
                .isEqualTo(Optional.of(State.ACKNOWLEDGED));
        assertThat(repository.records().find(tracked)).isPresent();
    }

    @Test
    void aRegistrationOfAConsumerExpires() {
        repository.membership().registerConsumer(HERE);
        repository.membership().registerConsumer(HERE);
        assertThat(repository.membership().registeredConsumers(Duration.ofHours(1)))
                .containsExactly(HERE);
        assertThat(repository.membership().registeredConsumers(Duration.ofHours(-1)))
                .isEmpty();

        repository.records().purge(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(repository.membership().registeredConsumers(Duration.ofHours(1)))
                .containsExactly(HERE);
        repository.records().purge(Duration.ofHours(1), Duration.ofMillis(-10));
        assertThat(repository.membership().registeredConsumers(Duration.ofHours(1)))
                .isEmpty();
    }

    @Test
    void theFirstNodeThatTracksItIsTheFirst() {
        repository.tracking().releaseUnconsumed(accepted(null, "g1").key());

        assertThat(repository.tracking().claim(HERE, 1).get(0).trackings()).isOne();
    }

    @Test
    void aRepeatedTerminalStateGetsTheSameAnswerUntilItsDeliveryBegins() {
        TrackedGeneration accepted = accepted(null, "g1");
        TrackedGeneration terminal =
                repository.tracking().terminal(accepted, completed("g1"), true).orElseThrow();

        assertThat(repository.tracking().terminal(accepted, completed("g1"), true))
                .contains(terminal);
        repository.deliveries().delivering(terminal);
        assertThat(repository.tracking().terminal(accepted, completed("g1"), true))
                .isEmpty();
    }

    @Test
    void aTerminalStateIsNotRepeatedDuringADeliveryThatWasClaimedOtherwise() {
        TrackedGeneration accepted = accepted(null, "g1");
        repository.tracking().terminal(accepted, completed("g1"), false);
        repository
                .deliveries()
                .delivering(repository.deliveries().claim(HERE, 1).get(0));

        assertThat(repository.tracking().terminal(accepted, completed("g1"), true))
                .isEmpty();
    }

    @Test
    void F87_aRepeatedTerminalStateIsClaimedAsItsRepetitionSays() {
        TrackedGeneration accepted = accepted(null, "g1");
        TrackedGeneration terminal =
                repository.tracking().terminal(accepted, completed("g1"), true).orElseThrow();
        assertThat(repository.deliveries().claim(HERE, 1)).isEmpty();

        TrackedGeneration unclaimed = terminal.counted(terminal.trackings(), 0);
        assertThat(repository.tracking().terminal(accepted, completed("g1"), false))
                .contains(unclaimed);
        assertThat(repository.deliveries().claim(HERE, 1))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("since")
                .contains(unclaimed);
        repository.deliveries().release(accepted.key());
        assertThat(repository.tracking().terminal(accepted, completed("g1"), true))
                .contains(terminal);
        assertThat(repository.deliveries().claim(HERE, 1)).isEmpty();
    }
}
