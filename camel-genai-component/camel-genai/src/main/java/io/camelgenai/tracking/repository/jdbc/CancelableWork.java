package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work in a database that another thread can cancel: its statement is canceled, it executes no further one, and it commits
 * nothing. A thread is never interrupted: H2 would close its file. One thread runs it; any thread may cancel it.
 */
final class CancelableWork<T> extends FutureTask<T> {

    private static final Logger LOG = LoggerFactory.getLogger(CancelableWork.class);
    private static final ThreadLocal<@Nullable CancelableWork<?>> CURRENT = new ThreadLocal<>();

    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;
    private boolean canceled;

    /** The execution of a statement. */
    interface Execution<T> {
        T run() throws SQLException;
    }

    CancelableWork(Callable<T> work) {
        super(work);
    }

    @Override
    public void run() {
        CURRENT.set(this);
        try {
            super.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** Executes a statement, as part of the work that runs on this thread, if any. */
    static <R> R execute(PreparedStatement statement, Execution<R> execution) throws SQLException {
        CancelableWork<?> work = CURRENT.get();
        if (work == null) {
            return execution.run();
        }
        work.begin(statement);
        try {
            return execution.run();
        } finally {
            work.end();
        }
    }

    /** Notes the connection that the work on this thread uses, or null when it uses none any more. */
    static void uses(@Nullable Connection connection) {
        CancelableWork<?> work = CURRENT.get();
        if (work != null) {
            work.use(connection);
        }
    }

    /** @throws SQLTimeoutException when the work on this thread was canceled */
    static void checkCanceled() throws SQLTimeoutException {
        CancelableWork<?> work = CURRENT.get();
        if (work != null) {
            work.check();
        }
    }

    private synchronized void use(@Nullable Connection next) {
        connection = next;
    }

    private synchronized void begin(PreparedStatement next) throws SQLTimeoutException {
        check();
        statement = next;
    }

    private synchronized void end() {
        statement = null;
    }

    private synchronized void check() throws SQLTimeoutException {
        if (canceled) {
            throw new SQLTimeoutException("The deadline has passed");
        }
    }

    /** Cancels the work. May wait for the network. */
    void cancelStatement() {
        PreparedStatement running = markCanceled();
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                LOG.debug("A statement could not be canceled", e);
            }
        }
    }

    private synchronized @Nullable PreparedStatement markCanceled() {
        canceled = true;
        return statement;
    }

    /** Breaks the connection of work that does not end: its thread may wait for an answer that never comes. */
    void abortConnection() {
        Connection used = connection();
        if (used != null && !isDone()) {
            try {
                used.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("A connection could not be aborted", e);
            }
        }
    }

    private synchronized @Nullable Connection connection() {
        return connection;
    }
}
