package io.camelgenai.benchmarks.tracking;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server with the default settings for durability: a commit is on disk. */
final class Postgres implements AutoCloseable {

    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final EmbeddedPostgres server;

    Postgres() throws IOException {
        // The embedded server turns these off.
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        DURABLE.forEach(each -> builder.setServerConfig(each, "on"));
        server = builder.start();
    }

    /** Creates a database. */
    void create(String database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
    }

    /** A pool of connections with its own defaults, as most applications use it. */
    HikariDataSource pool(String database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.getDatabase("postgres", database));
        return new HikariDataSource(config);
    }

    Connection connect(String database) throws SQLException {
        return server.getDatabase("postgres", database).getConnection();
    }

    /** The number of committed transactions. No session may be connected, since sessions report their commits late. */
    long commits(String database) throws SQLException, InterruptedException {
        TimeUnit.SECONDS.sleep(2);
        return Long.parseLong(query("SELECT xact_commit FROM pg_stat_database WHERE datname = '" + database + "'"));
    }

    /**
     * The version, and the settings that affect durability.
     *
     * @throws IllegalStateException when a commit is not on disk
     */
    String settings() throws SQLException {
        List<String> settings = new ArrayList<>();
        for (String each : DURABLE) {
            settings.add(each + "=" + query("SHOW " + each));
        }
        if (settings.stream().anyMatch(each -> !each.endsWith("=on"))) {
            throw new IllegalStateException("This server is not durable: " + settings);
        }
        settings.add("wal_sync_method=" + query("SHOW wal_sync_method"));
        return "PostgreSQL " + query("SHOW server_version") + " with " + String.join(", ", settings);
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
