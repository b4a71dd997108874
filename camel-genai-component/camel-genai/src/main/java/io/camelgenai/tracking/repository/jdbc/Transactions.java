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
 * Does work in a transaction of its own: on a connection of its own and on a thread of its own, since what makes a DataSource
 * take part in a caller's transaction goes by the caller's thread. Safe for use by several threads.
 */
final class Transactions implements AutoCloseable {

    static final String THREADS = "genai-jdbc-";

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final Duration MAX_TIME = Duration.ofSeconds(60);
    private static final int MAX_ATTEMPTS = 5;

    /** Serialization failure, deadlock; and what H2 says of a lock that another transaction holds. */
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "HYT00", "90131");

    private final DataSource dataSource;
    private final ThreadPoolExecutor threads;

    /** @param most how many connections are used at the same time */
    Transactions(DataSource dataSource, int most) {
        this.dataSource = dataSource;
        AtomicLong number = new AtomicLong();
        threads = new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, THREADS + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Something to be done in a transaction; it may be done again when it met another one. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Does it, and waits until it is committed. An interrupt does not end the wait: what was begun is brought to an end. */
    <T> T run(Work<T> work) {
        return run(work, MAX_TIME);
    }

    /** @param longest how long the database may take */
    <T> T run(Work<T> work, Duration longest) {
        return await(threads.submit(() -> runHere(work)), longest);
    }

    /** Does work of one statement that changes something, which the database commits with it: that spares a way there. */
    <T> T runOne(Work<T> work) {
        return await(threads.submit(() -> repeat(() -> once(work, true))), MAX_TIME);
    }

    private static <T> T await(Future<T> done, Duration longest) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get(longest.toMillis(), TimeUnit.MILLISECONDS);
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
                    "The repository did not answer within " + longest + ": is the database reachable?", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does it on this thread, which has to be one of ours. */
    <T> T runHere(Work<T> work) {
        return repeat(() -> once(work, false));
    }

    private interface Attempt<T> {
        T now() throws SQLException;
    }

    private static <T> T repeat(Attempt<T> once) {
        for (int tried = 1; ; tried++) {
            try {
                return once.now();
            } catch (SQLException e) {
                if (tried == MAX_ATTEMPTS || !TRANSIENT_STATES.contains(String.valueOf(e.getSQLState()))) {
                    throw new IllegalStateException("The repository can not be read or written: " + e.getMessage(), e);
                }
                LOG.debug("Another transaction was in the way, it is done again", e);
            }
        }
    }

    private <T> T once(Work<T> work, boolean commitsItself) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(commitsItself);
            try {
                return commitsItself ? work.in(connection) : committed(connection, work);
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
