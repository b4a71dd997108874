package io.camelgenai.tracking.repository.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is unreachable, or hangs, when a node leaves. */
class UnreachableDatabaseTest {

    private final CutDataSource database = new CutDataSource(Databases.postgres());
    private final JdbcGenerationRepository repository = new JdbcGenerationRepository(database);

    @BeforeEach
    void join() {
        repository.setApplication(UUID.randomUUID().toString());
        repository.membership().join();
    }

    @AfterEach
    void answer() {
        database.hang(false);
    }

    @Test
    void aStopDoesNotWaitLongForADatabaseThatHangs() {
        database.hang(true);
        CompletableFuture<Void> left = CompletableFuture.runAsync(repository.membership()::leave);
        await().atMost(Duration.ofSeconds(30)).until(left::isDone);
        assertThat(left).isNotCompletedExceptionally();
    }

    @Test
    void aStopSucceedsWithoutTheDatabase() {
        database.cut(true);
        assertThatCode(repository.membership()::leave).doesNotThrowAnyException();
    }
}
