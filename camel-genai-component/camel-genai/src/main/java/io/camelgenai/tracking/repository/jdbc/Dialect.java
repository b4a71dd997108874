package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/** Where databases differ. */
enum Dialect {
    POSTGRESQL("clock_timestamp()", false) {
        @Override
        String returning(String columns, String update) {
            return update + " RETURNING " + columns;
        }

        @Override
        void lockSchema(Connection connection) throws SQLException {
            Sql.query(connection, "SELECT pg_advisory_xact_lock(?)", row -> true, SCHEMA_LOCK);
        }
    },
    H2("CURRENT_TIMESTAMP", true) {
        @Override
        String returning(String columns, String update) {
            return "SELECT " + columns + " FROM FINAL TABLE (" + update + ")";
        }

        /**
         * Without this, what was committed half a second before the process is killed is lost.
         *
         * @throws SQLException when the user may not set it
         */
        @Override
        void prepare(Connection connection) throws SQLException {
            Sql.update(connection, "SET WRITE_DELAY 0");
        }

        @Override
        void start(Runnable node) {
            ONE_AT_A_TIME.lock();
            try {
                node.run();
            } finally {
                ONE_AT_A_TIME.unlock();
            }
        }
    };

    private static final long SCHEMA_LOCK = 0x67656e6169L;

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final String clock;
    private final boolean alone;

    Dialect(String clock, boolean alone) {
        this.clock = clock;
        this.alone = alone;
    }

    /** @throws SQLException when the database is none that is known */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect each : values()) {
            if (each.name().equals(product.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new SQLException(
                "The repository knows PostgreSQL and H2, and not " + product + ": use a DataSource of one of these");
    }

    /** The statement, with the database's own clock in milliseconds since 1970 in the place of {@code {now}}. */
    final String sql(String statement) {
        return statement.replace("{now}", "CAST(EXTRACT(EPOCH FROM " + clock + ") * 1000 AS BIGINT)");
    }

    /** The statement that changes rows, and gives them as they are now. */
    abstract String returning(String columns, String update);

    /** Whether there is one node only, so that every other one is dead. */
    final boolean isAlone() {
        return alone;
    }

    /** Starts a node. Contexts of one process may start on one H2 at the same time, and it has no lock to offer. */
    void start(Runnable node) {
        node.run();
    }

    /** Makes sure that what is committed is on disk. */
    void prepare(Connection connection) throws SQLException {}

    /** Lets one node at a time change tables, until the transaction ends. */
    void lockSchema(Connection connection) throws SQLException {}
}
