package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.RecordStore;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and purges generations in a database. */
final class JdbcRecords implements RecordStore {

    /** A generation that was tracked once waits longer for the next node than one that never was. */
    private static final String UNTRACKED = " AND state = 'ACCEPTED' AND tracked_by = 0"
            + " AND ((tracking_count = 0 AND since < {now} - ?) OR since < {now} - ?)";

    private final NodeSession node;

    JdbcRecords(NodeSession node) {
        this.node = node;
    }

    @Override
    public Optional<TrackedGeneration> find(String key) {
        return node.run(connection -> node.find(connection, "record_key = ?", key));
    }

    @Override
    public Optional<TrackedGeneration> findById(Flow flow, String generationId) {
        return node.run(connection -> node.find(
                connection,
                "provider = ? AND connection_name = ? AND generation_id = ?",
                flow.provider(),
                flow.connection(),
                String.valueOf(GenerationRows.storable(generationId))));
    }

    @Override
    public List<TrackedGeneration> list(State state, String after, int max) {
        return node.run(connection -> node.select(
                connection,
                "state = ? AND record_key > ? ORDER BY record_key FETCH FIRST ? ROWS ONLY",
                state.name(),
                after,
                max));
    }

    @Override
    public Map<Origin, Long> count(State state) {
        List<Map.Entry<Origin, Long>> counts = node.run(connection -> Sql.query(
                connection,
                "SELECT provider, model, connection_name, channel, COUNT(*) AS generations FROM genai_generation"
                        + " WHERE application = ? AND state = ? GROUP BY provider, model, connection_name, channel",
                row -> Map.entry(
                        Origin.of(GenerationRows.flow(row), row.getString("model")), row.getLong("generations")),
                node.application(),
                state.name()));
        return counts.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void purge(Duration retention, Duration trackFor) {
        ExpiredNodes expiredNodes = node.lease().expiredNodes();
        expiredNodes.addOrphans(node.run(connection -> {
            purgeOld(connection, retention);
            purgeUntracked(connection, trackFor, trackFor.plus(retention));
            purgeStopRequests(connection);
            JdbcWebhooks.purge(node, connection);
            purgeConsumers(connection, trackFor);
            return expiredNodes.releaseStrays(connection);
        }));
    }

    private void purgeOld(Connection connection, Duration retention) throws SQLException {
        Sql.update(
                connection,
                node.sql("DELETE FROM genai_generation WHERE application = ? AND since < {now} - ?"
                        + " AND (state = 'ACKNOWLEDGED' OR (state = 'UNKNOWN' AND idempotency_key IS NULL))"),
                node.application(),
                retention.toMillis());
    }

    /** Of a generation with an idempotency key the rest is kept. */
    private void purgeUntracked(Connection connection, Duration neverTracked, Duration trackedBefore)
            throws SQLException {
        Sql.update(
                connection,
                node.sql("DELETE FROM genai_generation WHERE application = ?" + UNTRACKED
                        + " AND idempotency_key IS NULL"),
                node.application(),
                neverTracked.toMillis(),
                trackedBefore.toMillis());
        Sql.update(
                connection,
                node.sql("UPDATE genai_generation SET state = 'ACKNOWLEDGED', carried_headers = NULL,"
                        + " correlation_id = NULL, since = {now} WHERE application = ?" + UNTRACKED),
                node.application(),
                neverTracked.toMillis(),
                trackedBefore.toMillis());
    }

    private void purgeStopRequests(Connection connection) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM genai_stop_request WHERE application = ? AND record_key NOT IN"
                        + " (SELECT record_key FROM genai_generation WHERE application = ? AND state = 'ACCEPTED')",
                node.application(),
                node.application());
    }

    private void purgeConsumers(Connection connection, Duration trackFor) throws SQLException {
        Sql.update(
                connection,
                node.sql("DELETE FROM genai_consumer WHERE application = ? AND seen_at < {now} - ?"),
                node.application(),
                trackFor.toMillis());
    }
}
