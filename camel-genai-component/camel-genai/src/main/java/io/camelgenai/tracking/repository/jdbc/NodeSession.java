package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * The access of this node to the database, from join to leave: all statements run through it.
 *
 * @param application separates the applications on one database
 * @param dialect the database
 * @param transactions runs the statements
 * @param lease proves that this node is alive
 */
record NodeSession(String application, Dialect dialect, Transactions transactions, Lease lease) {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int MAX_ATTEMPTS = 5;

    /** Work of a node whose lease is valid. */
    interface NodeWork<T> {
        T in(Connection connection, long fence) throws SQLException;
    }

    String sql(String statement) {
        return dialect.sql(statement);
    }

    /** Runs work as this node; if its lease has expired, that is renewed first. */
    <T> T asNode(NodeWork<T> work) {
        return withLease(fence -> transactions.run(connection -> lease.isValid(connection, fence)
                ? Optional.of(new Result<>(work.in(connection, fence)))
                : Optional.empty()));
    }

    /** Changes a row as this node, with one statement. Returns false when there is no such row. */
    boolean change(LongFunction<FencedUpdate> change) {
        return singleAsNode((connection, fence) -> change.apply(fence).update(this, connection) > 0, done -> done);
    }

    /** Changes a row as this node, with one statement, and returns the new row. Empty when there is no such row. */
    Optional<TrackedGeneration> changed(LongFunction<FencedUpdate> change) {
        return singleAsNode(
                (connection, fence) ->
                        change.apply(fence).returning(this, connection).stream().findFirst(),
                Optional::isPresent);
    }

    /** The statement finds no row when the lease has expired: if it found one, the lease was valid. */
    private <T> T singleAsNode(NodeWork<T> work, Predicate<T> found) {
        return withLease(fence -> transactions.runSingle(connection -> {
            T done = work.in(connection, fence);
            return found.test(done) || lease.isValid(connection, fence)
                    ? Optional.of(new Result<>(done))
                    : Optional.empty();
        }));
    }

    private <T> T withLease(LongFunction<Optional<Result<T>>> work) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<Result<T>> result = work.apply(lease.ensureValid());
            if (result.isPresent()) {
                return result.get().value();
            }
            lease.expired();
        }
        throw new IllegalStateException("The lease of this node expires before it can do anything: is it too short?");
    }

    private record Result<T>(T value) {}

    <T> T run(Transactions.Work<T> work) {
        return transactions.run(work);
    }

    /**
     * Inserts a row, unless another node has inserted it first.
     *
     * @return false when it has; the transaction was rolled back then
     */
    boolean insert(Connection connection, Insert insert) throws SQLException {
        try {
            insert.run();
            return true;
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback();
            return false;
        }
    }

    /** The insert of a row that may exist already. */
    interface Insert {
        void run() throws SQLException;
    }

    Optional<TrackedGeneration> find(Connection connection, String condition, Object... values) throws SQLException {
        return select(connection, condition, values).stream().findFirst();
    }

    /** @param condition the rest of the statement after {@code WHERE application = ? AND} */
    List<TrackedGeneration> select(Connection connection, String condition, Object... values) throws SQLException {
        Object[] all = new Object[values.length + 1];
        all[0] = application;
        System.arraycopy(values, 0, all, 1, values.length);
        return Sql.query(
                connection,
                sql("SELECT " + GenerationRows.COLUMNS + " FROM genai_generation WHERE application = ? AND "
                        + condition),
                GenerationRows::read,
                all);
    }
}
