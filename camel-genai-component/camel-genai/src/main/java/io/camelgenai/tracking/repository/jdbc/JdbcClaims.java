package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.GenerationRepository.Changes;
import io.camelgenai.tracking.repository.GenerationRepository.Claim;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who holds what. Rows that another node is about to take are passed over, not waited for. */
final class JdbcClaims {

    private final NodeStore store;

    JdbcClaims(NodeStore store) {
        this.store = store;
    }

    List<TrackedGeneration> claim(Claim claim, Subscription wanted, int most) {
        return store.asNode((connection, fence) -> {
            List<TrackedGeneration> free = release(connection, claim, wanted, most);
            Sql.updateAll(
                    connection,
                    claim == Claim.TRACKING
                            ? "UPDATE genai_generation SET watcher = ?, watches = watches + 1"
                                    + " WHERE application = ? AND record_key = ?"
                            : "UPDATE genai_generation SET deliverer = ? WHERE application = ? AND record_key = ?",
                    free.stream()
                            .map(each -> new Object[] {fence, store.application(), each.key()})
                            .toList());
            return claim == Claim.TRACKING
                    ? free.stream()
                            .map(each -> each.counted(each.trackings() + 1, each.deliveries()))
                            .toList()
                    : free;
        });
    }

    private List<TrackedGeneration> release(Connection connection, Claim claim, Subscription wanted, int most)
            throws SQLException {
        String free = claim == Claim.TRACKING
                ? "state = 'ACCEPTED' AND watcher = 0"
                : "state = 'TERMINAL' AND deliverer = 0 AND due <= {now}";
        String place = " AND provider = ? AND connection_name = ? AND channel = ?";
        String order = (claim == Claim.TRACKING ? " ORDER BY since" : " ORDER BY due, since")
                + " FETCH FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED";
        return wanted.model() == null
                ? store.select(
                        connection,
                        free + place + order,
                        wanted.provider(),
                        wanted.connection(),
                        wanted.channel(),
                        most)
                : store.select(
                        connection,
                        free + place + " AND model = ?" + order,
                        wanted.provider(),
                        wanted.connection(),
                        wanted.channel(),
                        String.valueOf(GenerationRows.plain(wanted.model())),
                        most);
    }

    void release(Claim claim, String key) {
        store.change(fence -> new FencedUpdate(
                fence,
                claim == Claim.TRACKING
                        ? "UPDATE genai_generation SET watcher = 0 WHERE application = ? AND record_key = ?"
                                + " AND state = 'ACCEPTED' AND watcher = ?"
                        : "UPDATE genai_generation SET deliverer = 0 WHERE application = ? AND record_key = ?"
                                + " AND state = 'TERMINAL' AND deliverer = ?",
                store.application(),
                key,
                fence));
    }

    void releaseUnconsumed(String key) {
        store.change(fence -> new FencedUpdate(
                fence,
                "UPDATE genai_generation SET watcher = 0, watches = 0 WHERE application = ? AND record_key = ?"
                        + " AND state = 'ACCEPTED' AND watcher = ?",
                store.application(),
                key,
                fence));
    }

    Changes changes() {
        boolean broken = store.lease().wasBroken();
        try {
            Changes changes = store.asNode((connection, fence) -> new Changes(
                    broken ? Optional.of(claimed(connection, fence)) : Optional.empty(),
                    toStop(connection, fence),
                    List.of()));
            return new Changes(
                    changes.claimed(),
                    changes.toStop(),
                    store.lease().expiredNodes().orphans());
        } catch (RuntimeException e) {
            store.lease().wasBroken(broken);
            throw e;
        }
    }

    private Set<String> claimed(Connection connection, long fence) throws SQLException {
        return new HashSet<>(Sql.query(
                connection,
                "SELECT record_key FROM genai_generation WHERE application = ? AND state = 'ACCEPTED' AND watcher = ?",
                row -> row.getString(1),
                store.application(),
                fence));
    }

    private List<TrackedGeneration> toStop(Connection connection, long fence) throws SQLException {
        List<TrackedGeneration> asked = store.select(
                connection,
                "state = 'ACCEPTED' AND watcher = ? AND record_key IN"
                        + " (SELECT record_key FROM genai_stop WHERE application = ?)",
                fence,
                store.application());
        for (TrackedGeneration each : asked) {
            Sql.update(
                    connection,
                    "DELETE FROM genai_stop WHERE application = ? AND record_key = ?",
                    store.application(),
                    each.key());
        }
        return asked;
    }

    /** In every channel: who cancels knows the connection and the id. */
    void requestStop(Origin origin, String id) {
        store.run(connection -> Sql.update(
                connection,
                "INSERT INTO genai_stop (application, record_key) SELECT application, record_key FROM genai_generation"
                        + " WHERE application = ? AND state = 'ACCEPTED' AND provider = ? AND connection_name = ?"
                        + " AND generation_id = ?",
                store.application(),
                origin.provider(),
                origin.connection(),
                String.valueOf(GenerationRows.plain(id))));
    }
}
