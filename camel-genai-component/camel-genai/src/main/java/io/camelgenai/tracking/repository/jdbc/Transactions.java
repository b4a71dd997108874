package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in a transaction of its own: on a connection and a thread of its own, since a DataSource that joins the caller's
 * transaction finds it by the caller's thread. Safe for use by several threads.
 */
final class Transactions implements AutoCloseable {

    static final String THREADS = "genai-jdbc-";

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Duration MAX_TIME = Duration.ofSeconds(60);
    private static final int MAX_ATTEMPTS = 5;

    /** Serialization failure and deadlock; and H2's codes for a row that another transaction has locked. */
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "HYT00", "90131");

    private final DataSource dataSource;
    private final ThreadPoolExecutor threads;

    /** @param connections how many are used concurrently */
    Transactions(DataSource dataSource, int connections) {
        this.dataSource = dataSource;
        AtomicLong number = new AtomicLong();
        threads = new ThreadPoolExecutor(
                connections, connections, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, THREADS + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Work in a transaction. It is repeated when the transaction collided with another one. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Runs work and waits until it is committed. An interrupt does not end the wait, so that the caller knows the outcome. */
    <T> T run(Work<T> work) {
        return run(work, MAX_TIME);
    }

    /** @param maxTime how long the database may take */
    <T> T run(Work<T> work, Duration maxTime) {
        return await(threads.submit(() -> runOnThisThread(work)), maxTime);
    }

    /** Runs work with a single statement that changes something. The database commits it, which saves a round trip. */
    <T> T runSingle(Work<T> work) {
        return await(threads.submit(() -> repeat(() -> once(work, true))), MAX_TIME);
    }

    private static <T> T await(Future<T> result, Duration maxTime) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get(maxTime.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("The repository failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The repository did not answer within " + maxTime + ": is the database reachable?", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs work on the caller's thread, which must not belong to a user of the repository. */
    <T> T runOnThisThread(Work<T> work) {
        return repeat(() -> once(work, false));
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    private static <T> T repeat(Attempt<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (number == MAX_ATTEMPTS || !TRANSIENT_STATES.contains(String.valueOf(e.getSQLState()))) {
                    throw new IllegalStateException("The repository cannot be read or written: " + e.getMessage(), e);
                }
                LOG.debug("A transaction collided with another one; it is retried", e);
            }
        }
    }

    private <T> T once(Work<T> work, boolean autoCommit) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(autoCommit);
            try {
                return autoCommit ? work.in(connection) : committed(connection, work);
            } finally {
                connection.setAutoCommit(before);
            }
        }
    }

    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        boolean committed = false;
        try {
            T result = work.in(connection);
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A connection could not be rolled back", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
