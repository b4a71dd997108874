package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at what is kept, and drops what was kept long enough. */
final class JdbcRecords {

    /** What somebody watched once has the better right to be watched again. */
    private static final String UNTRACKED = " AND state = 'ACCEPTED' AND watcher = 0"
            + " AND ((watches = 0 AND since < {now} - ?) OR since < {now} - ?)";

    private final NodeStore store;

    JdbcRecords(NodeStore store) {
        this.store = store;
    }

    Optional<TrackedGeneration> find(String key) {
        return store.run(connection -> store.find(connection, "record_key = ?", key));
    }

    List<TrackedGeneration> list(State state, String after, int most) {
        return store.run(connection -> store.select(
                connection,
                "state = ? AND record_key > ? ORDER BY record_key FETCH FIRST ? ROWS ONLY",
                state.name(),
                after,
                most));
    }

    Map<Origin, Long> count(State state) {
        List<Map.Entry<Origin, Long>> counts = store.run(connection -> Sql.query(
                connection,
                "SELECT provider, model, connection_name, channel, COUNT(*) FROM genai_generation"
                        + " WHERE application = ? AND state = ? GROUP BY provider, model, connection_name, channel",
                row -> Map.entry(
                        new Origin(
                                row.getString(1), row.getString(2), row.getString(3), row.getString(4), null, Map.of()),
                        row.getLong(5)),
                store.application(),
                state.name()));
        return counts.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** An accepted generation that nobody came to watch keeps what its idempotency key stands for. */
    int purge(Duration retention, Duration trackFor) {
        return store.run(connection -> {
            int dropped = Sql.update(
                    connection,
                    store.sql("DELETE FROM genai_generation WHERE application = ? AND since < {now} - ?"
                            + " AND (state = 'ACKNOWLEDGED' OR (state = 'UNKNOWN' AND idempotency_key IS NULL))"),
                    store.application(),
                    retention.toMillis());
            int unheard = Sql.update(
                    connection,
                    store.sql("DELETE FROM genai_generation WHERE application = ?" + UNTRACKED
                            + " AND idempotency_key IS NULL"),
                    store.application(),
                    trackFor.toMillis(),
                    trackFor.plus(retention).toMillis());
            int kept = Sql.update(
                    connection,
                    store.sql(
                            "UPDATE genai_generation SET state = 'ACKNOWLEDGED', carried = NULL, correlation_id = NULL,"
                                    + " since = {now} WHERE application = ?" + UNTRACKED),
                    store.application(),
                    trackFor.toMillis(),
                    trackFor.plus(retention).toMillis());
            Sql.update(
                    connection,
                    "DELETE FROM genai_stop WHERE application = ? AND record_key NOT IN"
                            + " (SELECT record_key FROM genai_generation WHERE application = ? AND state = 'ACCEPTED')",
                    store.application(),
                    store.application());
            return dropped + unheard + kept + store.lease().expiredNodes().releaseStrays(connection);
        });
    }
}
