package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.Optional;

/** The writes around an end, each fenced: a row changes only for the node that holds it, and for its last delivery. */
final class JdbcDeliveries {

    private static final String MINE =
            " WHERE application = ? AND record_key = ? AND state = 'TERMINAL' AND deliverer = ?";
    private static final String LAST = MINE + " AND deliveries = ?";

    private final NodeStore store;

    JdbcDeliveries(NodeStore store) {
        this.store = store;
    }

    /** The same end of the same node once more is what a lost answer of the database leads to. */
    Optional<TrackedGeneration> terminal(String key, Generation generation, boolean deliver) {
        return store.changed(fence -> new FencedUpdate(
                        fence,
                        "UPDATE genai_generation SET state = 'TERMINAL', since = {now}, generation_id = ?, document = ?,"
                                + " deliverer = ?, due = 0"
                                + " WHERE application = ? AND record_key = ? AND state = 'ACCEPTED' AND watcher = ?",
                        GenerationRows.plain(generation.id()),
                        JsonColumns.of(generation),
                        deliver ? fence : 0L,
                        store.application(),
                        key,
                        fence))
                .or(() -> store.asNode((connection, fence) -> store.find(
                        connection,
                        "record_key = ? AND state = 'TERMINAL' AND watcher = ? AND deliverer = ? AND deliveries = 0",
                        key,
                        fence,
                        deliver ? fence : 0L)));
    }

    Optional<TrackedGeneration> delivering(String key) {
        return store.changed(fence -> new FencedUpdate(
                fence,
                "UPDATE genai_generation SET deliveries = deliveries + 1" + MINE,
                store.application(),
                key,
                fence));
    }

    /** What is kept of it is what its idempotency key stands for. */
    boolean acknowledge(TrackedGeneration delivered) {
        TrackedGeneration rest = delivered.acknowledged(delivered.since());
        return store.change(fence -> delivered.idempotency() == null
                ? new FencedUpdate(
                        fence,
                        "DELETE FROM genai_generation" + LAST,
                        store.application(),
                        delivered.key(),
                        fence,
                        delivered.deliveries())
                : new FencedUpdate(
                        fence,
                        "UPDATE genai_generation SET state = 'ACKNOWLEDGED', since = {now}, document = ?,"
                                + " carried = NULL, correlation_id = NULL, watcher = 0, deliverer = 0" + LAST,
                        JsonColumns.of(rest.generation()),
                        store.application(),
                        delivered.key(),
                        fence,
                        delivered.deliveries()));
    }

    void scheduleRedelivery(TrackedGeneration delivered, Duration wait) {
        store.change(fence -> new FencedUpdate(
                fence,
                "UPDATE genai_generation SET deliverer = 0, due = {now} + ?" + LAST,
                wait.toMillis(),
                store.application(),
                delivered.key(),
                fence,
                delivered.deliveries()));
    }

    void park(TrackedGeneration delivered) {
        store.change(fence -> new FencedUpdate(
                fence,
                "UPDATE genai_generation SET state = '" + State.PARKED + "', since = {now}, deliverer = 0" + LAST,
                store.application(),
                delivered.key(),
                fence,
                delivered.deliveries()));
    }

    boolean redeliver(String key) {
        return store.run(connection -> Sql.update(
                        connection,
                        store.sql("UPDATE genai_generation SET state = 'TERMINAL', since = {now}, due = 0"
                                + " WHERE application = ? AND record_key = ? AND state = 'PARKED'"),
                        store.application(),
                        key)
                == 1);
    }
}
