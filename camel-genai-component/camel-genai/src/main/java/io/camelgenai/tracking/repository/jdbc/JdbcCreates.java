package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The writes around a create: each one transaction, each fenced by the state that it starts from. */
final class JdbcCreates {

    private static final int MAX_ATTEMPTS = 10;

    private final NodeStore store;

    JdbcCreates(NodeStore store) {
        this.store = store;
    }

    TrackedGeneration begin(TrackedGeneration intent) {
        return storedOrExisting(
                intent,
                connection -> existing(connection, "idempotency_name", GenerationRows.idempotencyName(intent)),
                true);
    }

    TrackedGeneration adopt(TrackedGeneration accepted) {
        return storedOrExisting(accepted, connection -> known(connection, accepted), false);
    }

    private Optional<TrackedGeneration> known(Connection connection, TrackedGeneration accepted) throws SQLException {
        Optional<TrackedGeneration> once =
                existing(connection, "idempotency_name", GenerationRows.idempotencyName(accepted));
        Optional<TrackedGeneration> known = once.isPresent()
                ? once
                : existing(connection, "id_name", GenerationRows.idName(accepted.origin(), accepted.id()));
        return known.isPresent() ? known : store.find(connection, "record_key = ?", accepted.key());
    }

    private Optional<TrackedGeneration> existing(Connection connection, String column, @Nullable String name)
            throws SQLException {
        return name == null ? Optional.empty() : store.find(connection, column + " = ?", name);
    }

    /** Another node may store the same between our look and our write, and drop it again before we look once more. */
    private TrackedGeneration storedOrExisting(
            TrackedGeneration wanted, Transactions.Work<Optional<TrackedGeneration>> look, boolean hold) {
        for (int tried = 0; tried < MAX_ATTEMPTS; tried++) {
            Optional<TrackedGeneration> stored = store.asNode((connection, fence) -> {
                Optional<TrackedGeneration> standing = look.in(connection);
                return standing.isPresent() ? standing : insert(connection, wanted, hold ? fence : 0);
            });
            if (stored.isPresent()) {
                return withCallersKey(stored.get(), wanted);
            }
        }
        throw new IllegalStateException("The same is stored and dropped again and again by other nodes");
    }

    private Optional<TrackedGeneration> insert(Connection connection, TrackedGeneration wanted, long watcher)
            throws SQLException {
        return store.once(connection, () -> GenerationRows.insert(connection, store, wanted, watcher))
                ? Optional.of(wanted)
                : Optional.empty();
    }

    /** The key may hold what the database does not take in a text. */
    private static TrackedGeneration withCallersKey(TrackedGeneration standing, TrackedGeneration wanted) {
        Idempotency known = standing.idempotency();
        Idempotency asked = wanted.idempotency();
        if (known == null || asked == null || !known.key().equals(GenerationRows.plain(asked.key()))) {
            return standing;
        }
        return standing.under(new Idempotency(asked.key(), known.fingerprint()));
    }

    /** An id is stored whatever became of the intent meanwhile. */
    TrackedGeneration accepted(TrackedGeneration intent, Generation generation) {
        String idName = GenerationRows.idName(intent.origin(), generation.id());
        boolean stored = store.change(fence -> new FencedUpdate(
                fence,
                "UPDATE genai_generation SET state = 'ACCEPTED', since = {now}, generation_id = ?, id_name = ?,"
                        + " document = ?, why = NULL, watcher = ?, watches = 1 WHERE application = ? AND record_key = ?"
                        + " AND (state IN ('INTENT', 'UNKNOWN') OR (state = 'ACCEPTED' AND id_name = ?))",
                GenerationRows.plain(generation.id()),
                idName,
                JsonColumns.of(generation),
                fence,
                store.application(),
                intent.key(),
                idName));
        TrackedGeneration accepted =
                intent.in(State.ACCEPTED, generation, intent.since()).counted(1, 0);
        return stored ? accepted : store.asNode((connection, fence) -> late(connection, accepted, fence));
    }

    /** A person was quicker: the intent is settled, or given up, and then its key may be another one's. */
    private TrackedGeneration late(Connection connection, TrackedGeneration accepted, long fence) throws SQLException {
        Optional<TrackedGeneration> settled = store.find(connection, "record_key = ?", accepted.key());
        if (settled.isPresent()) {
            return settled.get();
        }
        boolean taken = existing(connection, "idempotency_name", GenerationRows.idempotencyName(accepted))
                .isPresent();
        TrackedGeneration kept = taken ? accepted.under(null) : accepted;
        GenerationRows.insert(connection, store, kept, fence);
        return kept;
    }

    void rejected(String key) {
        store.run(connection -> Sql.update(
                connection,
                "DELETE FROM genai_generation WHERE application = ? AND record_key = ? AND state IN ('INTENT', 'UNKNOWN')",
                store.application(),
                key));
    }

    void unknown(String key, String why) {
        store.run(connection -> Sql.update(
                connection,
                store.sql("UPDATE genai_generation SET state = 'UNKNOWN', since = {now}, why = ?, watcher = 0"
                        + " WHERE application = ? AND record_key = ? AND state = 'INTENT'"),
                GenerationRows.plain(why),
                store.application(),
                key));
    }

    Optional<TrackedGeneration> resolve(String key, Generation generation) {
        return store.run(connection -> {
            Optional<TrackedGeneration> unknown =
                    store.find(connection, "record_key = ? AND state = 'UNKNOWN' FOR UPDATE", key);
            if (unknown.isPresent()) {
                Sql.update(
                        connection,
                        store.sql("UPDATE genai_generation SET state = 'ACCEPTED', since = {now}, generation_id = ?,"
                                + " id_name = ?, document = ?, why = NULL, watcher = 0, watches = 0, holder_only = FALSE"
                                + " WHERE application = ? AND record_key = ?"),
                        GenerationRows.plain(generation.id()),
                        GenerationRows.idName(unknown.get().origin(), generation.id()),
                        JsonColumns.of(generation),
                        store.application(),
                        key);
            }
            return store.find(connection, "record_key = ? AND state = 'ACCEPTED'", key)
                    .filter(each -> unknown.isPresent());
        });
    }

    boolean discard(String key) {
        return store.run(connection -> Sql.update(
                        connection,
                        "DELETE FROM genai_generation WHERE application = ? AND record_key = ? AND state = 'UNKNOWN'",
                        store.application(),
                        key)
                == 1);
    }
}
