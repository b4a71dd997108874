package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The differences between the supported databases. */
enum Dialect {
    POSTGRESQL("clock_timestamp()", "ON CONFLICT DO NOTHING", false) {
        @Override
        void limitIdleTime(Connection connection, Duration maxIdle) throws SQLException {
            Sql.update(connection, idleLimit(maxIdle));
        }

        @Override
        void limitIdleAndLockTime(Connection connection, Duration maxIdle) throws SQLException {
            Sql.update(connection, idleLimit(maxIdle) + "; SET LOCAL lock_timeout = 1000");
        }

        private static String idleLimit(Duration maxIdle) {
            return "SET LOCAL idle_in_transaction_session_timeout = " + Math.min(Integer.MAX_VALUE, maxIdle.toMillis());
        }

        @Override
        void lockSchema(Connection connection) throws SQLException {
            Sql.query(connection, "SELECT pg_advisory_xact_lock(?)", row -> true, SCHEMA_LOCK);
        }
    },
    H2("CURRENT_TIMESTAMP", "", true) {
        /**
         * By default H2 writes to disk with a delay of half a second, and loses what was committed in that time when the
         * process is killed.
         *
         * @throws SQLException when the user has no right to change that
         */
        @Override
        void prepare(Connection connection) throws SQLException {
            Sql.update(connection, "SET WRITE_DELAY 0");
        }

        @Override
        void start(Runnable node) {
            START_LOCK.lock();
            try {
                node.run();
            } finally {
                START_LOCK.unlock();
            }
        }
    };

    private static final long SCHEMA_LOCK = 0x67656e6169L;

    private static final ReentrantLock START_LOCK = new ReentrantLock();

    private final String clock;
    private final String unlessExists;
    private final boolean singleNode;
    private final Map<String, String> statements = new ConcurrentHashMap<>();

    Dialect(String clock, String unlessExists, boolean singleNode) {
        this.clock = clock;
        this.unlessExists = unlessExists;
        this.singleNode = singleNode;
    }

    /** @throws SQLException when the database is not supported */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (Dialect each : values()) {
            if (each.name().equals(product.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new SQLException(
                "The repository supports PostgreSQL and H2, not " + product + ": use a DataSource of one of these");
    }

    /**
     * The statement in the words of the database.
     *
     * @param statement one of few; it may contain <code>{now}</code>, the database's own clock in milliseconds since 1970, and,
     *     at the end of an insert, <code>{unless exists}</code>: where the database has no such words, it is a unique violation
     */
    final String sql(String statement) {
        return statements.computeIfAbsent(
                statement, each -> each.replace("{now}", "CAST(EXTRACT(EPOCH FROM " + clock + ") * 1000 AS BIGINT)")
                        .replace("{unless exists}", unlessExists));
    }

    /** Whether only one node uses the database, so that the leases of all others have expired. */
    final boolean isSingleNode() {
        return singleNode;
    }

    /** Starts a node. Several contexts of one process may start concurrently on one H2, which has no lock for that. */
    void start(Runnable node) {
        node.run();
    }

    /** Makes sure that committed data is on disk. */
    void prepare(Connection connection) throws SQLException {}

    /** Ends this transaction, and with it its locks, when it gets no statement for so long: its node may be suspended. */
    void limitIdleTime(Connection connection, Duration maxIdle) throws SQLException {}

    /** Also lets this transaction wait for a lock no longer than about a second. */
    void limitIdleAndLockTime(Connection connection, Duration maxIdle) throws SQLException {}

    /** Lets one node at a time change the tables, until its transaction ends. */
    void lockSchema(Connection connection) throws SQLException {}
}
