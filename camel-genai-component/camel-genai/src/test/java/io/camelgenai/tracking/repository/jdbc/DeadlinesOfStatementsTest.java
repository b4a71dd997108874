package io.camelgenai.tracking.repository.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F89: a statement that runs into its deadline has not happened, and holds nobody else. */
class DeadlinesOfStatementsTest {

    private static final Duration DEADLINE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private Transactions transactions;

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        if (transactions != null) {
            transactions.close();
        }
    }

    private Transactions on(DataSource database) {
        transactions = new Transactions(database, 1, LONG, "test-");
        return transactions;
    }

    private int number(String query) {
        List<Integer> rows = transactions.run(connection -> Sql.query(connection, query, row -> row.getInt(1)));
        return rows.get(0);
    }

    private int slow(String table, String sleep) {
        return transactions.run(
                connection -> {
                    Sql.update(connection, "INSERT INTO " + table + " VALUES (1)");
                    Sql.query(connection, sleep, row -> row);
                    return 1;
                },
                DEADLINE);
    }

    private void assertCanceled(String sleep) {
        String table = "slow_" + UUID.randomUUID().toString().replace('-', '_');
        transactions.run(connection -> Sql.update(connection, "CREATE TABLE " + table + " (n INTEGER)"));
        assertThatThrownBy(() -> slow(table, sleep)).isInstanceOf(IllegalStateException.class);

        assertThat(number("SELECT COUNT(*) FROM " + table)).isZero();
    }

    @Test
    void F89_aStatementIsCanceledOnPostgres() {
        on(Databases.postgres());
        assertCanceled("SELECT pg_sleep(3600)");
    }

    @Test
    void F89_aStatementIsCanceledOnH2() {
        on(Databases.h2(folder));
        assertCanceled("SELECT SUM(a.x * b.x) FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b");
    }

    @Test
    void F89_workThatHasNotBegunAtItsDeadlineNeverRuns() {
        on(Databases.postgres());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> transactions.run(connection -> {
            begun.countDown();
            awaitOpen(done);
            return true;
        }));
        awaitOpen(begun);

        assertThatThrownBy(() -> transactions.run(
                        connection -> {
                            ran.set(true);
                            return true;
                        },
                        DEADLINE))
                .hasMessageContaining("did not answer within");
        done.countDown();
        assertThat(first.join()).isTrue();
        assertThat(number("SELECT 1")).isOne();
        assertThat(ran).isFalse();
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void F89_aConnectionThatDoesNotAnswerIsAborted() throws Exception {
        try (TcpProxy network = new TcpProxy(Databases.postgresPort())) {
            on(Databases.postgresThrough(network.port()));
            assertThatThrownBy(() -> transactions.run(
                            connection -> {
                                network.hangOpenConnections();
                                return Sql.query(connection, "SELECT 1", row -> row);
                            },
                            DEADLINE))
                    .hasMessageContaining("did not answer within");

            assertThat(number("SELECT 1")).isOne();
        }
    }

    @Test
    void F89_aLeaseThatCannotBeRenewedDelaysNobodyForLong() throws Exception {
        try (TcpProxy network = new TcpProxy(Databases.postgresPort())) {
            // A call that began before the lease expired waits for its own deadline, whatever the driver makes of a
            // hung login.
            JdbcGenerationRepository repository =
                    Databases.impatient(Databases.postgresThrough(network.port()), Duration.ofSeconds(3));
            repository.setApplication(UUID.randomUUID().toString());
            repository.setLease(Duration.ofSeconds(1));
            repository.membership().join();
            try {
                network.hang(true);
                await().atMost(LONG).until(() -> CompletableFuture.supplyAsync(repository.membership()::changes)
                        .handle((changes, failure) -> String.valueOf(failure))
                        .join()
                        .contains("within PT2S"));
                network.hang(false);
                await().atMost(LONG)
                        .ignoreExceptions()
                        .until(() ->
                                repository.records().list(State.INTENT, "", 1).isEmpty());
                await().atMost(LONG)
                        .ignoreExceptions()
                        .until(() -> repository.membership().claimed().isEmpty());
            } finally {
                network.hang(false);
                repository.membership().leave();
            }
        }
    }
}
