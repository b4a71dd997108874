package io.camelgenai.tracking.repository.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What arrives while others are committed is committed together; a write that fails fails alone. */
class GroupCommitTest {

    private static final int GROUPS = 2;
    private static final int WRITES = 40;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final String application = UUID.randomUUID().toString();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile CountDownLatch mayCommit = new CountDownLatch(0);
    private JdbcGenerationRepository repository;

    @TempDir
    Path folder;

    private enum Database {
        POSTGRES,
        H2
    }

    private DataSource on(Database database) {
        DataSource real = database == Database.POSTGRES ? Databases.postgres() : Databases.h2(folder);
        join(new JdbcGenerationRepository(Commits.intercepted(real, this::commit)));
        return real;
    }

    private void join(JdbcGenerationRepository joining) {
        repository = joining;
        repository.setApplication(application);
        repository.membership().join();
    }

    @AfterEach
    void leave() {
        mayCommit.countDown();
        callers.shutdown();
        repository.membership().leave();
    }

    /** Counts and delays the transactions that write generations. */
    private Object commit(List<String> statements, Callable<Object> commit) throws Exception {
        if (statements.stream().anyMatch(each -> each.matches("(INSERT INTO|UPDATE) genai_generation.*"))) {
            commits.incrementAndGet();
            mayCommit.await();
        }
        return commit.call();
    }

    private static TrackedGeneration intent(String provider, String key) {
        Generation requested = Generation.of("llmstats").build();
        return TrackedGeneration.intent(
                new Origin(Flow.of(provider), "flux", null, Map.of()),
                key == null ? null : new Idempotency(key, "fingerprint"),
                "client",
                false,
                requested,
                Instant.now());
    }

    private TrackedGeneration begin(String provider, String key) {
        return repository.creates().begin(intent(provider, key));
    }

    private TrackedGeneration accept(TrackedGeneration intent) {
        Generation created = Generation.of("llmstats").id(intent.key()).build();
        return repository.creates().accepted(intent, created);
    }

    private <T> CompletableFuture<T> later(Supplier<T> write) {
        return CompletableFuture.supplyAsync(write, callers);
    }

    /** Keeps the groups busy, so that what follows waits. */
    private List<CompletableFuture<TrackedGeneration>> occupyGroups() {
        mayCommit = new CountDownLatch(1);
        commits.set(0);
        List<CompletableFuture<TrackedGeneration>> first = new ArrayList<>();
        for (int group = 1; group <= GROUPS; group++) {
            first.add(later(() -> begin("llmstats", null)));
            int busy = group;
            await().until(() -> commits.get() == busy);
        }
        return first;
    }

    private void awaitWaiting(int writes) {
        await().until(() -> repository.waitingWrites() == writes);
    }

    private static <T> List<T> results(List<CompletableFuture<T>> writes) {
        return writes.stream().map(CompletableFuture::join).toList();
    }

    private List<TrackedGeneration> stored(State state) {
        return repository.records().list(state, "", 1000);
    }

    @ParameterizedTest
    @EnumSource
    void whatArrivesDuringACommitIsCommittedTogether(Database database) {
        on(database);
        List<TrackedGeneration> intents = IntStream.range(0, WRITES / 2)
                .mapToObj(i -> begin("llmstats", null))
                .toList();
        List<CompletableFuture<TrackedGeneration>> all = new ArrayList<>(occupyGroups());
        intents.forEach(each -> all.add(later(() -> accept(each))));
        IntStream.range(0, WRITES / 2).forEach(i -> all.add(later(() -> begin("llmstats", "key " + i))));
        awaitWaiting(WRITES);
        mayCommit.countDown();

        assertThat(results(all)).hasSize(GROUPS + WRITES);
        assertThat(commits.get() - GROUPS)
                .as("groups for " + WRITES + " writes")
                .isBetween(1, GROUPS);
        assertThat(stored(State.ACCEPTED)).hasSize(WRITES / 2);
        assertThat(stored(State.INTENT)).hasSize(GROUPS + WRITES / 2);
    }

    @ParameterizedTest
    @EnumSource
    void aWriteThatTheDatabaseRefusesFailsAlone(Database database) {
        on(database);
        List<CompletableFuture<TrackedGeneration>> all = new ArrayList<>(occupyGroups());
        CompletableFuture<TrackedGeneration> refused = later(() -> begin("x".repeat(300), null));
        IntStream.range(0, WRITES - 1).forEach(i -> all.add(later(() -> begin("llmstats", null))));
        awaitWaiting(WRITES);
        mayCommit.countDown();

        assertThat(results(all)).hasSize(GROUPS + WRITES - 1);
        assertThatThrownBy(refused::join).rootCause().isInstanceOfSatisfying(SQLException.class, e -> assertThat(
                        e.getSQLState())
                .isEqualTo("22001"));
        assertThat(stored(State.INTENT)).hasSize(GROUPS + WRITES - 1);
    }

    @ParameterizedTest
    @EnumSource
    void oneOfTwoCreatesWithTheSameKeyIsStored(Database database) {
        on(database);
        List<CompletableFuture<TrackedGeneration>> first = occupyGroups();
        List<CompletableFuture<TrackedGeneration>> same = IntStream.range(0, WRITES)
                .mapToObj(i -> later(() -> begin("llmstats", "the same")))
                .toList();
        awaitWaiting(WRITES);
        mayCommit.countDown();
        results(first);

        assertThat(results(same).stream().map(TrackedGeneration::key).distinct())
                .hasSize(1);
        assertThat(stored(State.INTENT)).hasSize(GROUPS + 1);
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRES")
    void aLockedRowDelaysNobodyElse(Database database) throws SQLException {
        DataSource real = on(database);
        List<TrackedGeneration> intents = IntStream.range(0, WRITES)
                .mapToObj(i -> begin("llmstats", null))
                .toList();
        TrackedGeneration locked = intents.get(WRITES / 2);
        results(List.of());
        try (Connection operator = real.getConnection()) {
            operator.setAutoCommit(false);
            List<CompletableFuture<TrackedGeneration>> first = occupyGroups();
            Sql.update(operator, "UPDATE genai_generation SET reason = 'x' WHERE record_key = ?", locked.key());
            List<CompletableFuture<TrackedGeneration>> free = new ArrayList<>(first);
            intents.stream().filter(each -> each != locked).forEach(each -> free.add(later(() -> accept(each))));
            CompletableFuture<TrackedGeneration> waits = later(() -> accept(locked));
            awaitWaiting(WRITES);
            mayCommit.countDown();

            results(free);
            assertThat(waits).isNotDone();
            operator.commit();
            assertThat(waits.join().state()).isEqualTo(State.ACCEPTED);
        }
        assertThat(stored(State.ACCEPTED)).hasSize(WRITES);
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRES")
    void F89_aWriteThatHasNotBegunAtItsDeadlineNeverHappens(Database database) {
        on(database);
        repository.membership().leave();
        DataSource intercepted = Commits.intercepted(Databases.postgres(), this::commit);
        join(Databases.impatient(intercepted, Duration.ofSeconds(2)));
        List<CompletableFuture<TrackedGeneration>> first = occupyGroups();
        CompletableFuture<TrackedGeneration> late = later(() -> begin("llmstats", "late"));

        assertThatThrownBy(late::join).hasMessageContaining("did not answer within");
        assertThatThrownBy(first.get(0)::join).hasMessageContaining("did not answer within");
        mayCommit.countDown();
        await().atMost(LONG).until(() -> stored(State.INTENT).size() == GROUPS);
        begin("llmstats", null);
        assertThat(stored(State.INTENT)).hasSize(GROUPS + 1);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedGroupQuotesNoValues(Database database) throws SQLException {
        try (Connection connection = on(database).getConnection()) {
            Sql.update(connection, "CREATE TEMPORARY TABLE refused (short VARCHAR(3), document TEXT)");
            List<Object[]> rows = List.of(new Object[] {"a", "secret 1"}, new Object[] {"too long", "secret 2"});

            assertThatThrownBy(() -> Sql.updateAll(connection, "INSERT INTO refused VALUES (?, ?)", rows))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22001"))
                    .hasMessageNotContaining("secret");
        }
    }
}
