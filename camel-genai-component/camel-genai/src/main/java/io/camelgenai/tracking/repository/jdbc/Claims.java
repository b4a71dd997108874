package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Claims unclaimed rows for a node. A row that another node is about to claim is skipped, not waited for.
 *
 * @param unclaimed the condition for rows that may be claimed
 * @param order the columns by which they are claimed
 * @param assignment the change that claims a row; its only parameter is the fence of the node
 */
record Claims(String unclaimed, String order, String assignment) {

    static final Claims TRACKING = new Claims(
            "state = 'ACCEPTED' AND tracked_by = 0", "since", "tracked_by = ?, tracking_count = tracking_count + 1");

    static final Claims DELIVERY = new Claims(
            "state = 'TERMINAL' AND delivered_by = 0 AND due_at <= {now}", "due_at, since", "delivered_by = ?");

    /** Claims at most {@code max} rows, and returns them as they were before. */
    List<TrackedGeneration> claim(NodeSession node, Subscription subscription, int max) {
        return node.asNode((connection, fence) -> {
            List<TrackedGeneration> found = select(node, connection, subscription, max);
            Sql.updateAll(
                    connection,
                    "UPDATE genai_generation SET " + assignment + " WHERE application = ? AND record_key = ?",
                    found.stream()
                            .map(each -> new Object[] {fence, node.application(), each.key()})
                            .toList());
            return found;
        });
    }

    private List<TrackedGeneration> select(NodeSession node, Connection connection, Subscription subscription, int max)
            throws SQLException {
        String model = GenerationRows.storable(subscription.model());
        String condition = unclaimed + " AND provider = ? AND connection_name = ? AND channel = ?"
                + (model == null ? "" : " AND model = ?")
                + " ORDER BY " + order + " FETCH FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED";
        Flow flow = subscription.flow();
        return model == null
                ? node.select(connection, condition, flow.provider(), flow.connection(), flow.channel(), max)
                : node.select(connection, condition, flow.provider(), flow.connection(), flow.channel(), model, max);
    }
}
