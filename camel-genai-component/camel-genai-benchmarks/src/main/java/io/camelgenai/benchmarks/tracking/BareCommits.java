package io.camelgenai.benchmarks.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The commits of the database alone: each is one prepared statement that writes one small row. */
final class BareCommits implements AutoCloseable {

    private static final int CHANGES = 4;
    static final int COMMITS_PER_ROW = 1 + CHANGES;
    private static final String DOCUMENT = "{\"status\":\"IN_PROGRESS\"}".repeat(20);

    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads;
    private final AtomicInteger keys = new AtomicInteger();

    /** @param count the number of concurrent connections */
    BareCommits(Postgres server, String database, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            connections.add(server.connect(database));
        }
        threads = Executors.newFixedThreadPool(count);
        try (Statement statement = connections.get(0).createStatement()) {
            statement.execute(
                    "CREATE TABLE bare (id INTEGER PRIMARY KEY, state INTEGER NOT NULL, document TEXT NOT NULL)");
        }
    }

    /** Inserts this number of rows, updates each {@value #CHANGES} times, and returns the rows per second. */
    double perSecond(int rows) throws Exception {
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (Connection each : connections) {
            all.add(threads.submit(() -> {
                write(each, rows / connections.size());
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        return rows / connections.size() * connections.size() / ((System.nanoTime() - start) / 1e9);
    }

    private void write(Connection connection, int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bare VALUES (?, 0, ?)");
                PreparedStatement change =
                        connection.prepareStatement("UPDATE bare SET state = ?, document = ? WHERE id = ?")) {
            for (int i = 0; i < rows; i++) {
                int key = keys.incrementAndGet();
                insert.setInt(1, key);
                insert.setString(2, DOCUMENT);
                insert.executeUpdate();
                for (int state = 1; state <= CHANGES; state++) {
                    change.setInt(1, state);
                    change.setString(2, DOCUMENT);
                    change.setInt(3, key);
                    change.executeUpdate();
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdown();
        for (Connection each : connections) {
            each.close();
        }
    }
}
