package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * What all statements share.
 *
 * @param application keeps applications on one database apart
 * @param dialect the database
 * @param transactions how work is done
 * @param lease that this node is alive
 */
record NodeStore(String application, Dialect dialect, Transactions transactions, Lease lease) {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int MAX_ATTEMPTS = 5;

    /** Work of a node that is alive. */
    interface NodeWork<T> {
        T in(Connection connection, long fence) throws SQLException;
    }

    String sql(String statement) {
        return dialect.sql(statement);
    }

    /** Does something as this node, unless its lease ran out: then that is renewed before. */
    <T> T asNode(NodeWork<T> work) {
        return alive(fence -> transactions.run(connection -> lease.isValid(connection, fence)
                ? Optional.of(new Done<>(work.in(connection, fence)))
                : Optional.empty()));
    }

    /** Changes a row as this node, by one statement. False when there is no such row. */
    boolean change(LongFunction<FencedUpdate> change) {
        return oneAsNode((connection, fence) -> change.apply(fence).update(this, connection) > 0, done -> done);
    }

    /** Changes a row as this node, by one statement, and gives it as it is now. Empty when there is no such row. */
    Optional<TrackedGeneration> changed(LongFunction<FencedUpdate> change) {
        return oneAsNode(
                (connection, fence) ->
                        change.apply(fence).returning(this, connection).stream().findFirst(),
                Optional::isPresent);
    }

    /** The statement itself finds nothing when the lease has run out: what it found, it found as a node that is alive. */
    private <T> T oneAsNode(NodeWork<T> work, Predicate<T> found) {
        return alive(fence -> transactions.runOne(connection -> {
            T done = work.in(connection, fence);
            return found.test(done) || lease.isValid(connection, fence)
                    ? Optional.of(new Done<>(done))
                    : Optional.empty();
        }));
    }

    private <T> T alive(LongFunction<Optional<Done<T>>> work) {
        for (int tried = 0; tried < MAX_ATTEMPTS; tried++) {
            Optional<Done<T>> done = work.apply(lease.ensureValid());
            if (done.isPresent()) {
                return done.get().result();
            }
            lease.expired();
        }
        throw new IllegalStateException("The lease of this node runs out before it can do anything: is it too short?");
    }

    private record Done<T>(T result) {}

    <T> T run(Transactions.Work<T> work) {
        return transactions.run(work);
    }

    /**
     * Inserts, unless another node was quicker.
     *
     * @return false when it was. The transaction is of no use then, and ends without a change
     */
    boolean once(Connection connection, Insert insert) throws SQLException {
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

    /** A row that may be there already. */
    interface Insert {
        void run() throws SQLException;
    }

    Optional<TrackedGeneration> find(Connection connection, String condition, Object... values) throws SQLException {
        return select(connection, condition, values).stream().findFirst();
    }

    /** @param condition what follows {@code WHERE application = ? AND} */
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
