package io.camelgenai.tracking.repository.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that can be unreachable, or not answer. */
public final class CutDataSource implements DataSource {

    private final DataSource real;
    private volatile boolean cut;
    private volatile CountDownLatch answers = new CountDownLatch(0);

    public CutDataSource(DataSource real) {
        this.real = real;
    }

    public void cut(boolean value) {
        cut = value;
    }

    public void hang(boolean value) {
        answers.countDown();
        answers = new CountDownLatch(value ? 1 : 0);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new SQLException("The wait was interrupted", e);
        }
        if (cut) {
            throw new SQLException("The database is out of reach");
        }
        return real.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return real.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        real.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        real.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return real.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return real.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return real.isWrapperFor(type);
    }
}
