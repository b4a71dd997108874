package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.forked.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases for tests: a real PostgreSQL server, which is started once, and H2 in a file. */
public final class Databases {

    private Databases() {}

    private static final class Server {

        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPort(FreePort.find())
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .start();
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL does not start", e);
            }
        }
    }

    public static DataSource postgres() {
        return Server.POSTGRES.getPostgresDatabase();
    }

    /** For another process. */
    public static String postgresUrl() {
        return Server.POSTGRES.getJdbcUrl("postgres", "postgres");
    }

    /** A repository that cancels what takes longer than this. */
    public static JdbcGenerationRepository impatient(DataSource source, Duration maxTime) {
        JdbcGenerationRepository repository = new JdbcGenerationRepository(source);
        repository.setMaxTime(maxTime);
        return repository;
    }

    /** The PostgreSQL server through this port. */
    public static DataSource postgresThrough(int port) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser("postgres");
        return source;
    }

    public static int postgresPort() {
        return Server.POSTGRES.getPort();
    }

    public static DataSource h2(Path folder) {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL(h2Url(folder));
        file.setUser("sa");
        return pooled(file);
    }

    /** A pool: H2 closes its file with the last connection. */
    public static DataSource pooled(JdbcDataSource file) {
        return JdbcConnectionPool.create(file);
    }

    public static String h2Url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("genai").toAbsolutePath();
    }
}
