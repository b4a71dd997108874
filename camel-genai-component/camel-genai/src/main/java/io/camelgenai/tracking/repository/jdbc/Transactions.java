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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
    /** How long a canceled statement may take until its connection is aborted. */
    private static final Duration CANCEL_TIME = Duration.ofSeconds(1);

    private static final int MAX_ATTEMPTS = 5;

    /** Serialization failure and deadlock; and H2's codes for a row that another transaction has locked. */
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "HYT00", "90131");

    private final DataSource dataSource;
    private final Duration maxTime;
    private final ThreadPoolExecutor threads;
    private final ThreadPoolExecutor cancelers;
    private volatile Beginning beginning = connection -> {};

    /**
     * @param connections how many are used concurrently
     * @param maxTime how long work may take, until it is canceled
     * @param name the name of the threads
     */
    Transactions(DataSource dataSource, int connections, Duration maxTime, String name) {
        this.dataSource = dataSource;
        this.maxTime = maxTime;
        this.threads = pool(connections, 10, THREADS + name);
        this.cancelers = pool(connections, 1, THREADS + name + "cancel-");
    }

    private static ThreadPoolExecutor pool(int size, int idleSeconds, String name) {
        AtomicLong number = new AtomicLong();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, idleSeconds, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Work in a transaction. It is repeated when the transaction collided with another one. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** The first statements of a transaction. */
    interface Beginning {
        void in(Connection connection) throws SQLException;
    }

    /** Lets each transaction that is {@link #run} from now on begin with these statements. */
    void beginWith(Beginning statements) {
        beginning = statements;
    }

    /** Runs work and waits until it is committed. An interrupt does not end the wait, so that the caller knows the outcome. */
    <T> T run(Work<T> work) {
        return run(work, maxTime);
    }

    /** @param deadline how long the database may take */
    <T> T run(Work<T> work, Duration deadline) {
        CancelableWork<T> running = work(
                connection -> {
                    beginning.in(connection);
                    return work.in(connection);
                },
                false);
        execute(running);
        return await(running, () -> threads.remove(running), () -> running, deadline);
    }

    /**
     * Work that {@link #execute} runs, or a part of what it runs.
     *
     * @param single whether it has a single statement that changes something: the database commits it, which saves round trips
     */
    <T> CancelableWork<T> work(Work<T> work, boolean single) {
        return new CancelableWork<>(() -> repeat(() -> once(work, single)));
    }

    /**
     * @throws java.util.concurrent.RejectedExecutionException when this is closed
     * @throws IllegalStateException when the system starts no thread
     */
    void execute(Runnable task) {
        execute(threads, task);
    }

    private static void execute(ThreadPoolExecutor pool, Runnable task) {
        try {
            pool.execute(task);
        } catch (Error e) {
            pool.remove(task);
            throw new IllegalStateException("The system starts no further thread", e);
        }
    }

    /**
     * Waits for the result of work as long as the database may take.
     *
     * @param withdraw makes sure that the work never begins; answers false when it has begun
     * @param begun the work, once it has begun
     */
    <T> T await(Future<T> result, BooleanSupplier withdraw, Supplier<CancelableWork<?>> begun) {
        return await(result, withdraw, begun, maxTime);
    }

    private <T> T await(
            Future<T> result, BooleanSupplier withdraw, Supplier<CancelableWork<?>> begun, Duration deadline) {
        try {
            return get(result, deadline);
        } catch (TimeoutException e) {
            if (withdraw.getAsBoolean()) {
                throw unanswered(deadline, e);
            }
            return cancel(result, begun, deadline);
        }
    }

    /** Work that is canceled may have finished nevertheless. */
    private <T> T cancel(Future<T> result, Supplier<CancelableWork<?>> begun, Duration deadline) {
        try {
            execute(cancelers, begun.get()::cancelStatement);
            return get(result, CANCEL_TIME);
        } catch (TimeoutException e) {
            execute(cancelers, begun.get()::abortConnection);
            throw unanswered(deadline, e);
        }
    }

    private static IllegalStateException unanswered(Duration deadline, TimeoutException e) {
        return new IllegalStateException(
                "The repository did not answer within " + deadline + ": is the database reachable?", e);
    }

    private static <T> T get(Future<T> result, Duration deadline) throws TimeoutException {
        long end = System.nanoTime() + deadline.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("The repository failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
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
        CancelableWork.checkCanceled();
        try (Connection connection = dataSource.getConnection()) {
            CancelableWork.uses(connection);
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(autoCommit);
            try {
                return autoCommit ? work.in(connection) : committed(connection, work);
            } finally {
                restore(connection, before);
            }
        } finally {
            CancelableWork.uses(null);
        }
    }

    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        boolean committed = false;
        try {
            T result = work.in(connection);
            CancelableWork.checkCanceled();
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    /** A connection that is broken has committed nevertheless, or its failure is known already. */
    private static void restore(Connection connection, boolean autoCommit) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            LOG.debug("A connection could not be restored", e);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A connection could not be rolled back", e);
        }
    }

    /** Work that was submitted still runs, and is canceled at its deadline. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
