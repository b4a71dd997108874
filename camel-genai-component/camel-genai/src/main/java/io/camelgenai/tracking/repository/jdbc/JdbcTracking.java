package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.TrackingStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Accepted generations in a database. Each write is fenced: a row changes only for the node that has claimed it. */
final class JdbcTracking implements TrackingStore {

    private static final String CLAIMED_HERE =
            " WHERE application = ? AND record_key = ? AND state = 'ACCEPTED' AND tracked_by = ?";

    private static final String RELEASE =
            FencedWrite.change("UPDATE genai_generation SET tracked_by = 0" + CLAIMED_HERE);

    private static final String RELEASE_UNCONSUMED =
            FencedWrite.change("UPDATE genai_generation SET tracked_by = 0, tracking_count = 0" + CLAIMED_HERE);

    private static final String TERMINAL = FencedWrite.change(
            "UPDATE genai_generation SET state = 'TERMINAL', since = {now}, generation_id = ?, document = ?,"
                    + " delivered_by = ?, delivery_count = ?, due_at = ?" + CLAIMED_HERE);

    private static final String TERMINAL_AGAIN =
            FencedWrite.change("UPDATE genai_generation SET delivered_by = ?, delivery_count = ?, due_at = ?"
                    + " WHERE application = ? AND record_key = ? AND state = 'TERMINAL' AND tracked_by = ?"
                    + " AND delivered_by IN (0, ?) AND (delivery_count = 0 OR delivery_count = 1 AND due_at < 0)");

    /** Due immediately, and counted with the terminal state: no other write leaves this value. */
    private static final long COUNTED = -1;

    private final NodeSession node;

    JdbcTracking(NodeSession node) {
        this.node = node;
    }

    @Override
    public List<TrackedGeneration> claim(Subscription subscription, int max) {
        return Claims.TRACKING.claim(node, subscription, max).stream()
                .map(each -> each.counted(each.trackings() + 1, each.deliveries()))
                .toList();
    }

    @Override
    public void release(String key) {
        writeClaimed(RELEASE, key);
    }

    @Override
    public void releaseUnconsumed(String key) {
        writeClaimed(RELEASE_UNCONSUMED, key);
    }

    private void writeClaimed(String sql, String key) {
        node.write(fence -> new FencedWrite(sql, fence, key, node.application(), key, fence, fence));
    }

    /** A node repeats the write when its answer was lost: then the row is as the first one left it. */
    @Override
    public Optional<TrackedGeneration> terminal(TrackedGeneration tracked, Generation generation, boolean deliver) {
        boolean stored = node.write(fence -> new FencedWrite(
                TERMINAL,
                fence,
                tracked.key(),
                GenerationRows.storable(generation.id()),
                JsonColumns.of(generation),
                deliver ? fence : 0L,
                deliver ? 1 : 0,
                deliver ? COUNTED : 0L,
                node.application(),
                tracked.key(),
                fence,
                fence));
        return stored || terminalAgain(tracked.key(), deliver)
                ? Optional.of(tracked.in(State.TERMINAL, generation, tracked.since())
                        .counted(tracked.trackings(), deliver ? 1 : 0))
                : Optional.empty();
    }

    /** The repetition may find a free permit where the first write found none, or the other way round. */
    private boolean terminalAgain(String key, boolean deliver) {
        return node.write(fence -> new FencedWrite(
                TERMINAL_AGAIN,
                fence,
                key,
                deliver ? fence : 0L,
                deliver ? 1 : 0,
                deliver ? COUNTED : 0L,
                node.application(),
                key,
                fence,
                fence,
                fence));
    }

    /** Does nothing: a stored generation waits for a consumer on any node. */
    @Override
    public void dropUnconsumed(Predicate<Origin> hasNoConsumer) {}

    @Override
    public void requestStop(Flow flow, String generationId) {
        node.run(connection -> Sql.update(
                connection,
                "INSERT INTO genai_stop_request (application, record_key)"
                        + " SELECT application, record_key FROM genai_generation"
                        + " WHERE application = ? AND state = 'ACCEPTED' AND provider = ? AND connection_name = ?"
                        + " AND generation_id = ?",
                node.application(),
                flow.provider(),
                flow.connection(),
                GenerationRows.storable(generationId)));
    }

    /** Of a generation that no node tracks nothing is stored: anybody may name it. */
    @Override
    public void requestPoll(Flow flow, String generationId) {
        node.run(connection -> Sql.update(
                connection,
                node.sql("INSERT INTO genai_poll_request (application, record_key, requested_at)"
                        + " SELECT application, record_key, {now} FROM genai_generation"
                        + " WHERE application = ? AND state = 'ACCEPTED' AND tracked_by <> 0 AND provider = ?"
                        + " AND connection_name = ? AND generation_id = ? AND NOT EXISTS (SELECT 1 FROM genai_poll_request request"
                        + " WHERE request.application = genai_generation.application"
                        + " AND request.record_key = genai_generation.record_key)"),
                node.application(),
                flow.provider(),
                flow.connection(),
                GenerationRows.storable(generationId)));
    }
}
