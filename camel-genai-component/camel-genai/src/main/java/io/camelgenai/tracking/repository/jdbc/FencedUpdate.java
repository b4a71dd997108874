package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of one row of {@code genai_generation} by a node, and by nobody else: it changes nothing when that is not alive. */
final class FencedUpdate {

    private static final String ALIVE =
            " AND EXISTS (SELECT 1 FROM genai_node WHERE genai_node.fence = ? AND genai_node.expires >= {now})";

    private final String update;
    private final @Nullable Object[] values;

    /**
     * @param fence the node
     * @param update the statement, which ends with a condition
     * @param values what its question marks stand for
     */
    FencedUpdate(long fence, String update, @Nullable Object... values) {
        this.update = update + ALIVE;
        this.values = Arrays.copyOf(values, values.length + 1);
        this.values[values.length] = fence;
    }

    int update(NodeStore store, Connection connection) throws SQLException {
        return Sql.update(connection, store.sql(update), values);
    }

    List<TrackedGeneration> returning(NodeStore store, Connection connection) throws SQLException {
        return Sql.query(
                connection,
                store.sql(store.dialect().returning(GenerationRows.COLUMNS, update)),
                GenerationRows::read,
                values);
    }
}
