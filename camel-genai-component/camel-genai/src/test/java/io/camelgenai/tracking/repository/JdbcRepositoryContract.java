package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.tracking.repository.GenerationRepository.Claim;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a repository in a database promises besides. */
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
                .filteredOn(each -> each.getName().startsWith("genai-jdbc") && !ends(each))
                .isEmpty();
    }

    private static boolean ends(Thread thread) {
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Test
    void twoApplicationsOnOneDatabaseAreKeptApart() {
        GenerationRepository other = repository(application + "-other");
        other.join();
        try {
            ended("k", "g1");

            assertThat(other.claim(Claim.DELIVERY, HERE, 10)).isEmpty();
            TrackedGeneration same = intent("k");
            assertThat(other.begin(same).key()).isEqualTo(same.key());
        } finally {
            other.leave();
        }
    }

    @Test
    void whatWasWrittenIsThereForTheNextProcess() {
        ended("k", "g1");
        repository.leave();
        repository = repository();
        repository.join();

        assertThat(repository.begin(intent("k")).generation()).isEqualTo(done("g1"));
    }

    @Test
    void whatNobodyListensToWaitsForAConsumerAndThenKeepsItsKeyOnly() {
        String keyed = accepted("k", "g1").key();
        String keyless = accepted(null, "g2").key();
        String watched = accepted(null, "g3").key();
        repository.releaseUnconsumed(keyed);
        repository.releaseUnconsumed(keyless);
        repository.dropUnconsumed(origin -> true);
        repository.purge(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(repository.find(keyless)).isPresent();

        repository.purge(Duration.ofHours(1), Duration.ofMillis(-10));

        assertThat(repository.find(keyless)).isEmpty();
        assertThat(repository.find(keyed).map(TrackedGeneration::state)).isEqualTo(Optional.of(State.ACKNOWLEDGED));
        assertThat(repository.find(watched)).isPresent();
    }

    @Test
    void aConsumerOfEndsIsRememberedForAWhile() {
        repository.registerConsumer(HERE);
        repository.registerConsumer(HERE);
        assertThat(repository.registeredConsumers(Duration.ofHours(1))).containsExactly(HERE);
        assertThat(repository.registeredConsumers(Duration.ofHours(-1))).isEmpty();

        repository.purge(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(repository.registeredConsumers(Duration.ofHours(1))).containsExactly(HERE);
        repository.purge(Duration.ofHours(1), Duration.ofMillis(-10));
        assertThat(repository.registeredConsumers(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void theFirstToWatchItIsTheFirst() {
        repository.releaseUnconsumed(accepted(null, "g1").key());

        assertThat(repository.claim(Claim.TRACKING, HERE, 1).get(0).trackings()).isOne();
    }
}
