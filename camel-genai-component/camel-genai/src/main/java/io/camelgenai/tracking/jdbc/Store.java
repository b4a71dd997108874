package io.camelgenai.tracking.jdbc;

import io.camelgenai.tracking.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What all statements share.
 *
 * @param application keeps applications on one database apart
 * @param dialect the database
 * @param transactions how work is done
 * @param lease that this node is alive
 */
record Store(String application, Dialect dialect, Transactions transactions, Lease lease) {

    /** Work of a node that is alive. */
    interface NodeWork<T> {
        T in(Connection connection, long fence) throws SQLException;
    }

    String sql(String statement) {
        return dialect.sql(statement);
    }

    /** Does something as this node; where its lease ran out, that is renewed before. */
    <T> T asNode(NodeWork<T> work) {
        long fence = lease.sure();
        return transactions.run(connection -> work.in(connection, fence));
    }

    <T> T run(Transactions.Work<T> work) {
        return transactions.run(work);
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
                sql("SELECT " + Rows.COLUMNS + " FROM genai_generation WHERE application = ? AND " + condition),
                Rows::read,
                all);
    }
}
