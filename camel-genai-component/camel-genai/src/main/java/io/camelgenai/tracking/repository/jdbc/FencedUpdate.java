package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of one row of {@code genai_generation} that has no effect unless the lease of this node is valid. */
final class FencedUpdate {

    private static final String LEASE_IS_VALID =
            " AND EXISTS (SELECT 1 FROM genai_node WHERE genai_node.fence = ? AND genai_node.expires_at >= {now})";

    private final String update;
    private final @Nullable Object[] values;

    /**
     * @param fence the number of this node
     * @param update the statement, which ends with a condition
     * @param values the values of its parameters
     */
    FencedUpdate(long fence, String update, @Nullable Object... values) {
        this.update = update + LEASE_IS_VALID;
        this.values = Arrays.copyOf(values, values.length + 1);
        this.values[values.length] = fence;
    }

    int update(NodeSession node, Connection connection) throws SQLException {
        return Sql.update(connection, node.sql(update), values);
    }

    List<TrackedGeneration> returning(NodeSession node, Connection connection) throws SQLException {
        return Sql.query(
                connection,
                node.sql(node.dialect().returning(GenerationRows.COLUMNS, update)),
                GenerationRows::read,
                values);
    }
}
