package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.RecordKey;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Maps tracked generations to rows of {@code genai_generation}, and back. */
final class GenerationRows {

    /** The columns that {@link #read} reads. */
    static final String COLUMNS =
            "record_key, provider, model, connection_name, channel, state, since, idempotency_key,"
                    + " fingerprint, client_id, creator_only, correlation_id, carried_headers, document, reason, tracking_count,"
                    + " delivery_count";

    private static final String INSERT = FencedWrite.insert(
            COLUMNS + ", application, generation_id, id_hash, idempotency_hash, tracked_by, delivered_by, due_at",
            "?, ?, ?, ?, ?, ?, {now}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0");

    private GenerationRows() {}

    /**
     * The insert of a row, unless it exists.
     *
     * @param fence the number of this node
     * @param trackedBy the fence of the node that claims it, or 0
     */
    static FencedWrite insert(String application, TrackedGeneration tracked, long fence, long trackedBy) {
        Origin origin = tracked.origin();
        Idempotency idempotency = tracked.idempotency();
        String idempotencyHash = idempotencyHash(tracked);
        return new FencedWrite(
                INSERT,
                fence,
                idempotencyHash == null ? tracked.key() : idempotencyHash,
                tracked.key(),
                origin.provider(),
                storable(origin.model()),
                origin.connection(),
                origin.channel(),
                tracked.state().name(),
                idempotency == null ? null : storable(idempotency.key()),
                idempotency == null ? null : idempotency.fingerprint(),
                tracked.clientId(),
                tracked.creatorOnly(),
                storable(origin.correlationId()),
                origin.carriedHeaders().isEmpty() ? null : JsonColumns.of(origin.carriedHeaders()),
                JsonColumns.of(tracked.generation()),
                storable(tracked.reason()),
                tracked.trackings(),
                tracked.deliveries(),
                application,
                storable(tracked.id()),
                idHash(origin.flow(), tracked.id()),
                idempotencyHash,
                trackedBy,
                fence);
    }

    /** The value under which a create exists once. */
    static @Nullable String idempotencyHash(TrackedGeneration tracked) {
        Idempotency idempotency = tracked.idempotency();
        return idempotency == null ? null : RecordKey.of(tracked.origin().flow(), idempotency.key());
    }

    /** The value under which a generation is found by its id. */
    static @Nullable String idHash(Flow flow, @Nullable String id) {
        return id == null ? null : RecordKey.of(flow, id);
    }

    static TrackedGeneration read(ResultSet row) throws SQLException {
        String key = row.getString("idempotency_key");
        return new TrackedGeneration(
                row.getString("record_key"),
                new Origin(
                        flow(row),
                        row.getString("model"),
                        row.getString("correlation_id"),
                        JsonColumns.headers(row.getString("carried_headers"))),
                key == null ? null : new Idempotency(key, row.getString("fingerprint")),
                row.getString("client_id"),
                row.getBoolean("creator_only"),
                State.valueOf(row.getString("state")),
                JsonColumns.generation(row.getString("document")),
                row.getString("reason"),
                row.getInt("tracking_count"),
                row.getInt("delivery_count"),
                Instant.ofEpochMilli(row.getLong("since")));
    }

    static Flow flow(ResultSet row) throws SQLException {
        return new Flow(row.getString("provider"), row.getString("connection_name"), row.getString("channel"));
    }

    /** Replaces characters that no database accepts in a text by U+FFFD. */
    static @Nullable String storable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.chars().noneMatch(each -> each == 0 || Character.isSurrogate((char) each))) {
            return text;
        }
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints()
                .map(each -> each == 0 || (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE)
                        ? 0xFFFD
                        : each)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }
}
