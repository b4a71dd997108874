package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.RecordKey;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tracked generations as rows of {@code genai_generation}. */
final class GenerationRows {

    /** What {@link #read} reads. */
    static final String COLUMNS =
            "record_key, provider, model, connection_name, channel, state, since, idempotency_key,"
                    + " fingerprint, client_id, holder_only, correlation_id, carried, document, why, watches, deliveries";

    private static final String INSERT = "INSERT INTO genai_generation (" + COLUMNS + ", application, generation_id,"
            + " id_name, idempotency_name, watcher, deliverer, due) VALUES (?, ?, ?, ?, ?, ?, {now}, ?, ?, ?, ?, ?, ?, ?,"
            + " ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)";

    private GenerationRows() {}

    /** @param watcher the fence of the node that holds it, or 0 */
    static void insert(Connection connection, NodeStore store, TrackedGeneration tracked, long watcher)
            throws SQLException {
        Origin origin = tracked.origin();
        Idempotency idempotency = tracked.idempotency();
        Sql.update(
                connection,
                store.sql(INSERT),
                tracked.key(),
                origin.provider(),
                plain(origin.model()),
                origin.connection(),
                origin.channel(),
                tracked.state().name(),
                idempotency == null ? null : plain(idempotency.key()),
                idempotency == null ? null : idempotency.fingerprint(),
                tracked.clientId(),
                tracked.creatorOnly(),
                plain(origin.correlationId()),
                origin.carriedHeaders().isEmpty() ? null : JsonColumns.of(origin.carriedHeaders()),
                JsonColumns.of(tracked.generation()),
                plain(tracked.reason()),
                tracked.trackings(),
                tracked.deliveries(),
                store.application(),
                plain(tracked.id()),
                idName(origin, tracked.id()),
                idempotencyName(tracked),
                watcher);
    }

    /** The name under which a create can be there once. */
    static @Nullable String idempotencyName(TrackedGeneration tracked) {
        Idempotency idempotency = tracked.idempotency();
        return idempotency == null ? null : RecordKey.of(tracked.origin(), idempotency.key());
    }

    /** The name under which a generation is found by its id. */
    static @Nullable String idName(Origin origin, @Nullable String id) {
        return id == null ? null : RecordKey.of(origin, id);
    }

    static TrackedGeneration read(ResultSet row) throws SQLException {
        String key = row.getString("idempotency_key");
        return new TrackedGeneration(
                row.getString("record_key"),
                new Origin(
                        row.getString("provider"),
                        row.getString("model"),
                        row.getString("connection_name"),
                        row.getString("channel"),
                        row.getString("correlation_id"),
                        JsonColumns.carried(row.getString("carried"))),
                key == null ? null : new Idempotency(key, row.getString("fingerprint")),
                row.getString("client_id"),
                row.getBoolean("holder_only"),
                State.valueOf(row.getString("state")),
                JsonColumns.generation(row.getString("document")),
                row.getString("why"),
                row.getInt("watches"),
                row.getInt("deliveries"),
                Instant.ofEpochMilli(row.getLong("since")));
    }

    /** What no database takes in a text is shown as what it is: unreadable. */
    static @Nullable String plain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(each -> each == 0 || (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE)
                        ? 0xFFFD
                        : each)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
