package io.camelgenai.tracking.repository.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** F64: tables that do not exist, or have another version than this node knows. */
class SchemaTest {

    @TempDir
    Path folder;

    private final DataSource postgres = empty();

    /** A PostgreSQL schema of its own for each test. */
    private DataSource empty() {
        String schema = "s" + Long.toHexString(System.nanoTime());
        execute(Databases.postgres(), "CREATE SCHEMA " + schema);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(Databases.postgresUrl());
        source.setCurrentSchema(schema);
        return source;
    }

    private static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void use(DataSource source, SchemaMode mode) {
        JdbcGenerationRepository repository = new JdbcGenerationRepository(source);
        repository.setSchema(mode);
        repository.membership().join();
        repository.membership().leave();
    }

    private List<DataSource> both() {
        return List.of(postgres, Databases.h2(folder));
    }

    @Test
    void tablesAreCreatedOnce() {
        both().forEach(each -> {
            use(each, SchemaMode.create);
            use(each, SchemaMode.create);
            use(each, SchemaMode.validate);
            use(each, SchemaMode.none);
        });
    }

    @Test
    void nodesThatStartConcurrentlyCreateThemOnce() {
        both().forEach(database -> {
            List<CompletableFuture<Void>> all = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> use(database, SchemaMode.create)))
                    .toList();

            all.forEach(CompletableFuture::join);
        });
    }

    @Test
    void missingTablesAreNotCreatedWhenTheyAreOnlyValidated() {
        both().forEach(each -> assertThatThrownBy(() -> use(each, SchemaMode.validate))
                .hasMessageContaining("has no tables of the repository"));
    }

    @Test
    void tablesOfANewerVersionAreRefused() {
        both().forEach(each -> {
            use(each, SchemaMode.create);
            execute(each, "INSERT INTO genai_schema VALUES (99, 0)");
            assertThatThrownBy(() -> use(each, SchemaMode.create)).hasMessageContaining("have version 99");
            assertThatThrownBy(() -> use(each, SchemaMode.validate)).hasMessageContaining("have version 99");
        });
    }

    /** The next version, of which the migration is a resource of the tests. */
    private static void prepareNext(DataSource source, SchemaMode mode) {
        Transactions transactions = new Transactions(source, 1, Duration.ofSeconds(60), "");
        try {
            transactions.run(connection -> {
                new Schema(Dialect.of(connection), Schema.VERSION + 1).prepare(connection, mode);
                return mode;
            });
        } finally {
            transactions.close();
        }
    }

    @Test
    void F64_tablesOfAnOlderVersionAreMigratedOrRefused() {
        both().forEach(each -> {
            use(each, SchemaMode.create);
            String needed = "have version " + Schema.VERSION + ", and version " + (Schema.VERSION + 1) + " is needed";

            assertThatThrownBy(() -> prepareNext(each, SchemaMode.validate)).hasMessageContaining(needed);
            prepareNext(each, SchemaMode.create);
            prepareNext(each, SchemaMode.create);
            prepareNext(each, SchemaMode.validate);
            execute(each, "SELECT next_version FROM genai_next");
            assertThatThrownBy(() -> use(each, SchemaMode.create))
                    .hasMessageContaining("have version " + (Schema.VERSION + 1));
        });
    }

    @Test
    void onPostgresARowEntersNoIndexThatItsStateDoesNotNeed() throws SQLException {
        use(postgres, SchemaMode.create);

        try (Connection connection = postgres.getConnection()) {
            assertThat(Sql.query(
                            connection,
                            "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()"
                                    + " AND tablename = 'genai_generation' AND indexname <> 'genai_generation_pkey'",
                            row -> row.getString(1)))
                    .hasSize(5)
                    .allMatch(each -> each.contains(" WHERE "));
        }
    }

    @Test
    void anEmptyDatabaseGetsAllMigrations() {
        both().forEach(each -> {
            prepareNext(each, SchemaMode.create);

            execute(each, "SELECT record_key FROM genai_generation");
            execute(each, "SELECT next_version FROM genai_next");
        });
    }

    @Test
    void F64_tablesThatAKilledProcessCreatedInPartAreCompleted() {
        DataSource file = Databases.h2(folder);
        use(file, SchemaMode.create);
        execute(file, "DELETE FROM genai_schema");
        execute(file, "DROP TABLE genai_stop_request");

        use(file, SchemaMode.create);
        use(file, SchemaMode.validate);
    }

    @Test
    void anH2ThatMayLoseCommittedDataIsRefused() {
        DataSource owner = Databases.h2(folder);
        use(owner, SchemaMode.create);
        execute(owner, "CREATE USER app PASSWORD 'app'");
        JdbcDataSource app = new JdbcDataSource();
        app.setURL(Databases.h2Url(folder));
        app.setUser("app");
        app.setPassword("app");
        execute(owner, "GRANT ALL ON SCHEMA public TO app");

        assertThatThrownBy(() -> use(JdbcConnectionPool.create(app), SchemaMode.none))
                .hasMessageContaining("Admin rights");
    }

    @Test
    void aFailedStartLeavesNoThread() {
        CutDataSource unreachable = new CutDataSource(postgres);
        unreachable.cut(true);

        assertThatThrownBy(() -> use(unreachable, SchemaMode.create)).hasMessageContaining("out of reach");
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(each -> each.getName().startsWith("genai-jdbc-lease")));
    }
}
