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

/** Creates in a database: each write is fenced by the state from which it starts. */
final class JdbcCreates implements CreateStore {

    private static final int MAX_ATTEMPTS = 10;
    private static final long NO_NODE = 0;

    private static final String ACCEPT = FencedWrite.change(
            "UPDATE genai_generation SET state = 'ACCEPTED', since = {now}, generation_id = ?, id_hash = ?,"
                    + " document = ?, reason = NULL, tracked_by = ?, tracking_count = 1"
                    + " WHERE application = ? AND record_key = ?"
                    + " AND (state IN ('INTENT', 'UNKNOWN') OR (state = 'ACCEPTED' AND id_hash = ?))");

    private final NodeSession node;

    JdbcCreates(NodeSession node) {
        this.node = node;
    }

    @Override
    public Optional<TrackedGeneration> earlier(TrackedGeneration intent) {
        return intent.idempotency() == null ? Optional.empty() : known(intent);
    }

    @Override
    public TrackedGeneration begin(TrackedGeneration intent) {
        return storedOrExisting(intent, true);
    }

    @Override
    public TrackedGeneration adopt(TrackedGeneration accepted) {
        return known(accepted).orElseGet(() -> storedOrExisting(accepted, false));
    }

    /**
     * Another node may drop the existing row before it is found. It may also be the wanted one, if the answer of an earlier
     * insert was lost.
     */
    private TrackedGeneration storedOrExisting(TrackedGeneration wanted, boolean claim) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            if (node.write(
                    fence -> GenerationRows.insert(node.application(), wanted, fence, claim ? fence : NO_NODE))) {
                return wanted;
            }
            Optional<TrackedGeneration> existing = known(wanted);
            if (existing.isPresent()) {
                return existing.get();
            }
        }
        throw new IllegalStateException("Other nodes insert and drop the same generation again and again");
    }

    private Optional<TrackedGeneration> known(TrackedGeneration wanted) {
        return node.run(connection -> known(connection, wanted)).map(stored -> withCallersKey(stored, wanted));
    }

    private Optional<TrackedGeneration> known(Connection connection, TrackedGeneration wanted) throws SQLException {
        Optional<TrackedGeneration> same =
                existing(connection, "idempotency_hash", GenerationRows.idempotencyHash(wanted));
        if (same.isEmpty()) {
            same = existing(
                    connection, "id_hash", GenerationRows.idHash(wanted.origin().flow(), wanted.id()));
        }
        return same.isPresent() ? same : existing(connection, "record_key", wanted.key());
    }

    private Optional<TrackedGeneration> existing(Connection connection, String column, @Nullable String value)
            throws SQLException {
        return value == null ? Optional.empty() : node.find(connection, column + " = ?", value);
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
        boolean stored = node.write(fence -> new FencedWrite(
                ACCEPT,
                fence,
                intent.key(),
                GenerationRows.storable(generation.id()),
                idHash,
                JsonColumns.of(generation),
                fence,
                node.application(),
                intent.key(),
                idHash,
                fence));
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
        GenerationRows.insert(node.application(), late, fence, fence).execute(node.dialect(), connection);
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
