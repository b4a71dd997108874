package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The access of this node to the database, from join to leave: all statements run through it.
 *
 * @param application separates the applications on one database
 * @param dialect the database
 * @param transactions runs the statements
 * @param lease proves that this node is alive
 * @param writes executes the writes of rows
 */
record NodeSession(String application, Dialect dialect, Transactions transactions, Lease lease, GroupCommit writes) {

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

    /** Writes a row as this node. Returns false when there is no such row, or none is inserted since it exists. */
    boolean write(LongFunction<FencedWrite> write) {
        return withLease(fence -> switch (writes.write(write.apply(fence))) {
            case WRITTEN -> Optional.of(new Result<>(true));
            case NO_ROW -> Optional.of(new Result<>(false));
            case LEASE_EXPIRED -> Optional.empty();
        });
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
