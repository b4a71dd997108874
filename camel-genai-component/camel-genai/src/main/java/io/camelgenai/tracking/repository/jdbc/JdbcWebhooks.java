package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.WebhookStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What webhooks brought, in a database, for all nodes that share it. */
final class JdbcWebhooks implements WebhookStore {

    private static final String RECEIVE =
            "INSERT INTO genai_webhook (application, message_key, expires_at) VALUES (?, ?, {now} + ?) {unless exists}";

    private static final Duration POLL_REQUESTS_KEPT = Duration.ofMinutes(1);

    private final NodeSession node;

    JdbcWebhooks(NodeSession node) {
        this.node = node;
    }

    @Override
    public boolean receive(String message, Duration kept) {
        return node.run(
                connection -> Sql.write(connection, node.sql(RECEIVE), node.application(), message, kept.toMillis()));
    }

    @Override
    public void forget(String message) {
        node.run(connection -> Sql.update(
                connection,
                "DELETE FROM genai_webhook WHERE application = ? AND message_key = ?",
                node.application(),
                message));
    }

    /** Requests to poll that no node has taken, and messages that need not be remembered any longer. */
    static void purge(NodeSession node, Connection connection) throws SQLException {
        Sql.update(
                connection,
                node.sql("DELETE FROM genai_webhook WHERE application = ? AND expires_at < {now}"),
                node.application());
        Sql.update(
                connection,
                node.sql("DELETE FROM genai_poll_request WHERE application = ? AND requested_at < {now} - ?"),
                node.application(),
                POLL_REQUESTS_KEPT.toMillis());
    }

    /** The generations of this node that it is asked to poll; the requests are taken. */
    static List<TrackedGeneration> toPoll(NodeSession node, Connection connection, long fence) throws SQLException {
        List<TrackedGeneration> requested = node.select(
                connection,
                "state = 'ACCEPTED' AND tracked_by = ? AND record_key IN"
                        + " (SELECT record_key FROM genai_poll_request WHERE application = ?)",
                fence,
                node.application());
        for (TrackedGeneration each : requested) {
            Sql.update(
                    connection,
                    "DELETE FROM genai_poll_request WHERE application = ? AND record_key = ?",
                    node.application(),
                    each.key());
        }
        return requested;
    }
}
