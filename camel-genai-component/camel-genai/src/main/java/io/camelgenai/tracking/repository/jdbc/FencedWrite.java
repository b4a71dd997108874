package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write of one row of {@code genai_generation} that has no effect unless the lease of this node is valid.
 *
 * @param sql one of few statements, so that writes with the same one can be executed together
 * @param fence the number of this node
 * @param lock what is locked for it: the writes of one transaction lock in the order of these
 * @param values the values of the parameters
 */
record FencedWrite(
        String sql, long fence, String lock, @Nullable Object... values) {

    private static final String LEASE_IS_VALID =
            " EXISTS (SELECT 1 FROM genai_node WHERE genai_node.fence = ? AND genai_node.expires_at >= {now})";

    /** The statement of a change: its last parameter is the fence. */
    static String change(String update) {
        return update + " AND" + LEASE_IS_VALID;
    }

    /** The statement of an insert, unless the row exists: its last parameter is the fence. */
    static String insert(String columns, String values) {
        return "INSERT INTO genai_generation (" + columns + ") SELECT " + values + " WHERE" + LEASE_IS_VALID
                + " {unless exists}";
    }

    /** @return whether a row was written */
    boolean execute(Dialect dialect, Connection connection) throws SQLException {
        return Sql.write(connection, dialect.sql(sql), values);
    }

    /** Executes writes with the same statement, in one round trip. */
    static boolean[] executeAll(Dialect dialect, Connection connection, List<FencedWrite> writes) throws SQLException {
        int[] counts = Sql.updateAll(
                connection,
                dialect.sql(writes.get(0).sql()),
                writes.stream().map(FencedWrite::values).toList());
        boolean[] written = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            written[i] = counts[i] > 0;
        }
        return written;
    }
}
