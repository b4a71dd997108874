package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.CreateStore;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates in a database: each write is one transaction, fenced by the state from which it starts. */
final class JdbcCreates implements CreateStore {

    private static final int MAX_ATTEMPTS = 10;

    private final NodeSession node;

    JdbcCreates(NodeSession node) {
        this.node = node;
    }

    @Override
    public TrackedGeneration begin(TrackedGeneration intent) {
        return storedOrExisting(
                intent,
                connection -> existing(connection, "idempotency_hash", GenerationRows.idempotencyHash(intent)),
                true);
    }

    @Override
    public TrackedGeneration adopt(TrackedGeneration accepted) {
        return storedOrExisting(accepted, connection -> known(connection, accepted), false);
    }

    private Optional<TrackedGeneration> known(Connection connection, TrackedGeneration accepted) throws SQLException {
        Optional<TrackedGeneration> same =
                existing(connection, "idempotency_hash", GenerationRows.idempotencyHash(accepted));
        return same.isPresent()
                ? same
                : existing(
                        connection,
                        "id_hash",
                        GenerationRows.idHash(accepted.origin().flow(), accepted.id()));
    }

    private Optional<TrackedGeneration> existing(Connection connection, String column, @Nullable String hash)
            throws SQLException {
        return hash == null ? Optional.empty() : node.find(connection, column + " = ?", hash);
    }

    /**
     * Another node may insert the same row between the query and the insert, and drop it again before the next query. The row
     * may also be the wanted one, if the answer of an earlier insert was lost.
     */
    private TrackedGeneration storedOrExisting(
            TrackedGeneration wanted, Transactions.Work<Optional<TrackedGeneration>> query, boolean claim) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            boolean collided = attempt > 0;
            Optional<TrackedGeneration> stored = node.asNode((connection, fence) -> {
                Optional<TrackedGeneration> existing = query.in(connection);
                if (existing.isEmpty() && collided) {
                    existing = node.find(connection, "record_key = ?", wanted.key());
                }
                return existing.isPresent() ? existing : insert(connection, wanted, claim ? fence : 0);
            });
            if (stored.isPresent()) {
                return withCallersKey(stored.get(), wanted);
            }
        }
        throw new IllegalStateException("Other nodes insert and drop the same generation again and again");
    }

    private Optional<TrackedGeneration> insert(Connection connection, TrackedGeneration wanted, long trackedBy)
            throws SQLException {
        return node.insert(connection, () -> GenerationRows.insert(connection, node, wanted, trackedBy))
                ? Optional.of(wanted)
                : Optional.empty();
    }

    /** The stored key may differ from the caller's in characters that the database does not accept. */
    private static TrackedGeneration withCallersKey(TrackedGeneration stored, TrackedGeneration wanted) {
        Idempotency known = stored.idempotency();
        Idempotency requested = wanted.idempotency();
        if (known == null || requested == null || !known.key().equals(GenerationRows.storable(requested.key()))) {
            return stored;
        }
        return stored.withIdempotency(new Idempotency(requested.key(), known.fingerprint()));
    }

    /** An id is stored whatever happened to the intent in the meantime. */
    @Override
    public TrackedGeneration accepted(TrackedGeneration intent, Generation generation) {
        String idHash = GenerationRows.idHash(intent.origin().flow(), generation.id());
        boolean stored = node.change(fence -> new FencedUpdate(
                fence,
                "UPDATE genai_generation SET state = 'ACCEPTED', since = {now}, generation_id = ?, id_hash = ?,"
                        + " document = ?, reason = NULL, tracked_by = ?, tracking_count = 1"
                        + " WHERE application = ? AND record_key = ?"
                        + " AND (state IN ('INTENT', 'UNKNOWN') OR (state = 'ACCEPTED' AND id_hash = ?))",
                GenerationRows.storable(generation.id()),
                idHash,
                JsonColumns.of(generation),
                fence,
                node.application(),
                intent.key(),
                idHash));
        TrackedGeneration accepted =
                intent.in(State.ACCEPTED, generation, intent.since()).counted(1, 0);
        return stored ? accepted : node.asNode((connection, fence) -> acceptedLate(connection, accepted, fence));
    }

    /** An operator has resolved the intent, or discarded it, and then another create may have its idempotency key. */
    private TrackedGeneration acceptedLate(Connection connection, TrackedGeneration accepted, long fence)
            throws SQLException {
        Optional<TrackedGeneration> resolved = node.find(connection, "record_key = ?", accepted.key());
        if (resolved.isPresent()) {
            return resolved.get();
        }
        boolean taken = existing(connection, "idempotency_hash", GenerationRows.idempotencyHash(accepted))
                .isPresent();
        TrackedGeneration late = taken ? accepted.withIdempotency(null) : accepted;
        GenerationRows.insert(connection, node, late, fence);
        return late;
    }

    @Override
    public void rejected(String key) {
        node.run(connection -> Sql.update(
                connection,
                "DELETE FROM genai_generation WHERE application = ? AND record_key = ? AND state IN ('INTENT', 'UNKNOWN')",
                node.application(),
                key));
    }

    @Override
    public void unknown(String key, String why) {
        node.run(connection -> Sql.update(
                connection,
                node.sql("UPDATE genai_generation SET state = 'UNKNOWN', since = {now}, reason = ?, tracked_by = 0"
                        + " WHERE application = ? AND record_key = ? AND state = 'INTENT'"),
                GenerationRows.storable(why),
                node.application(),
                key));
    }

    @Override
    public Optional<TrackedGeneration> resolve(String key, Generation generation) {
        return node.run(connection -> {
            Optional<TrackedGeneration> unknown =
                    node.find(connection, "record_key = ? AND state = 'UNKNOWN' FOR UPDATE", key);
            if (unknown.isPresent()) {
                Sql.update(
                        connection,
                        node.sql("UPDATE genai_generation SET state = 'ACCEPTED', since = {now}, generation_id = ?,"
                                + " id_hash = ?, document = ?, reason = NULL, tracked_by = 0, tracking_count = 0,"
                                + " creator_only = FALSE WHERE application = ? AND record_key = ?"),
                        GenerationRows.storable(generation.id()),
                        GenerationRows.idHash(unknown.get().origin().flow(), generation.id()),
                        JsonColumns.of(generation),
                        node.application(),
                        key);
            }
            return node.find(connection, "record_key = ? AND state = 'ACCEPTED'", key)
                    .filter(each -> unknown.isPresent());
        });
    }

    @Override
    public boolean discard(String key) {
        return node.run(connection -> Sql.update(
                        connection,
                        "DELETE FROM genai_generation WHERE application = ? AND record_key = ? AND state = 'UNKNOWN'",
                        node.application(),
                        key)
                == 1);
    }
}
