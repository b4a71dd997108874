package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.DeliveryStore;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Terminal generations in a database. Each write is fenced: a row changes only for the node that has claimed it, and for its
 * last delivery.
 */
final class JdbcDeliveries implements DeliveryStore {

    private static final String CLAIMED_HERE =
            " WHERE application = ? AND record_key = ? AND state = 'TERMINAL' AND delivered_by = ?";
    private static final String LAST_DELIVERY = CLAIMED_HERE + " AND delivery_count = ?";

    private static final String RELEASE =
            FencedWrite.change("UPDATE genai_generation SET delivered_by = 0" + CLAIMED_HERE);

    private static final String RELEASE_UNDELIVERED = FencedWrite.change(
            "UPDATE genai_generation SET delivered_by = 0, delivery_count = 0, due_at = 0" + CLAIMED_HERE);

    private static final String COUNT = FencedWrite.change(
            "UPDATE genai_generation SET delivery_count = ?" + CLAIMED_HERE + " AND delivery_count IN (?, ?)");

    private static final String DROP = FencedWrite.change("DELETE FROM genai_generation" + LAST_DELIVERY);

    private static final String KEEP_REST = FencedWrite.change(
            "UPDATE genai_generation SET state = 'ACKNOWLEDGED', since = {now}, document = ?, carried_headers = NULL,"
                    + " correlation_id = NULL, tracked_by = 0, delivered_by = 0" + LAST_DELIVERY);

    private static final String SCHEDULE =
            FencedWrite.change("UPDATE genai_generation SET delivered_by = 0, due_at = {now} + ?" + LAST_DELIVERY);

    private static final String PARK = FencedWrite.change(
            "UPDATE genai_generation SET state = 'PARKED', since = {now}, delivered_by = 0" + LAST_DELIVERY);

    private final NodeSession node;

    JdbcDeliveries(NodeSession node) {
        this.node = node;
    }

    @Override
    public List<TrackedGeneration> claim(Subscription subscription, int max) {
        return Claims.DELIVERY.claim(node, subscription, max);
    }

    @Override
    public void release(String key) {
        writeClaimed(RELEASE, key);
    }

    @Override
    public void releaseUndelivered(String key) {
        writeClaimed(RELEASE_UNDELIVERED, key);
    }

    private void writeClaimed(String sql, String key) {
        node.write(fence -> new FencedWrite(sql, fence, key, node.application(), key, fence, fence));
    }

    /** A repetition finds the count as the first write left it. */
    @Override
    public Optional<TrackedGeneration> delivering(TrackedGeneration claimed) {
        int before = claimed.deliveries();
        boolean counted = node.write(fence -> new FencedWrite(
                COUNT,
                fence,
                claimed.key(),
                before + 1,
                node.application(),
                claimed.key(),
                fence,
                before,
                before + 1,
                fence));
        return counted ? Optional.of(claimed.counted(claimed.trackings(), before + 1)) : Optional.empty();
    }

    @Override
    public boolean acknowledge(TrackedGeneration delivered) {
        TrackedGeneration rest = delivered.acknowledged(delivered.since());
        return delivered.idempotency() == null
                ? afterLast(delivered, DROP)
                : afterLast(delivered, KEEP_REST, JsonColumns.of(rest.generation()));
    }

    @Override
    public void scheduleRedelivery(TrackedGeneration delivered, Duration wait) {
        afterLast(delivered, SCHEDULE, wait.toMillis());
    }

    @Override
    public void park(TrackedGeneration delivered) {
        afterLast(delivered, PARK);
    }

    /** Changes the row after its last delivery. Returns false when this node has not claimed it, or the delivery was another. */
    private boolean afterLast(TrackedGeneration delivered, String sql, Object... values) {
        String key = delivered.key();
        return node.write(fence -> new FencedWrite(
                sql, fence, key, Sql.append(values, node.application(), key, fence, delivered.deliveries(), fence)));
    }

    @Override
    public boolean redeliver(String key) {
        return node.run(connection -> Sql.update(
                        connection,
                        node.sql("UPDATE genai_generation SET state = 'TERMINAL', since = {now}, due_at = 0"
                                + " WHERE application = ? AND record_key = ? AND state = 'PARKED'"),
                        node.application(),
                        key)
                == 1);
    }
}
