package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reclaims what nodes with an expired lease had claimed, so that other nodes continue it. Safe for use by several threads. */
final class ExpiredNodes {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredNodes.class);
    private static final String REASON = "the process that sent it ended before it knew";

    private static final String STRAY = " AND %1$s <> 0 AND %1$s NOT IN (SELECT fence FROM genai_node)";

    private final String application;
    private final Dialect dialect;
    private final Queue<TrackedGeneration> orphans = new ConcurrentLinkedQueue<>();

    ExpiredNodes(String application, Dialect dialect) {
        this.application = application;
        this.dialect = dialect;
    }

    /** @param forTwoLeases whether the lease expired at least one lease ago */
    private record ExpiredNode(long fence, boolean forTwoLeases) {}

    /** Notes creates of expired nodes, after the transaction that reclaimed them: it may be repeated until it is committed. */
    void addOrphans(List<TrackedGeneration> reclaimed) {
        orphans.addAll(reclaimed);
    }

    /** The creates of expired nodes since the last call. */
    List<TrackedGeneration> orphans() {
        List<TrackedGeneration> all = new ArrayList<>();
        TrackedGeneration each = orphans.poll();
        while (each != null) {
            all.add(each);
            each = orphans.poll();
        }
        return all;
    }

    /**
     * Reclaims from nodes whose lease has expired. A generation that only its creator can observe is left to it for one more
     * lease: the node may be alive, and be cut off from the database only.
     *
     * @return the creates of these nodes
     */
    List<TrackedGeneration> reclaim(Connection connection, long self, Duration lease) throws SQLException {
        return reclaimAll(
                connection,
                Sql.query(
                        connection,
                        dialect.sql("SELECT fence, CASE WHEN expires_at + ? < {now} THEN TRUE ELSE FALSE END"
                                + " FROM genai_node WHERE application = ? AND fence <> ? AND expires_at < {now}"
                                + " FOR UPDATE SKIP LOCKED"),
                        row -> new ExpiredNode(row.getLong(1), row.getBoolean(2)),
                        lease.toMillis(),
                        application,
                        self));
    }

    /** Reclaims from all other nodes, where there can be only one: nobody else can observe what they observed. */
    List<TrackedGeneration> reclaimAllExcept(Connection connection, long self) throws SQLException {
        return reclaimAll(
                connection,
                Sql.query(
                        connection,
                        "SELECT fence FROM genai_node WHERE application = ? AND fence <> ?",
                        row -> new ExpiredNode(row.getLong(1), true),
                        application,
                        self));
    }

    /** Reclaims rows whose node is not registered: a node may write after its lease expired and its row was deleted. */
    List<TrackedGeneration> releaseStrays(Connection connection) throws SQLException {
        return reclaimAll(
                connection,
                Sql.query(
                        connection,
                        "SELECT DISTINCT tracked_by FROM genai_generation WHERE application = ?"
                                + " AND state IN ('INTENT', 'ACCEPTED')" + STRAY.formatted("tracked_by")
                                + " UNION SELECT DISTINCT delivered_by FROM genai_generation WHERE application = ?"
                                + " AND state = 'TERMINAL'" + STRAY.formatted("delivered_by"),
                        row -> new ExpiredNode(row.getLong(1), true),
                        application,
                        application));
    }

    private List<TrackedGeneration> reclaimAll(Connection connection, List<ExpiredNode> nodes) throws SQLException {
        List<TrackedGeneration> lost = new ArrayList<>();
        for (ExpiredNode each : nodes) {
            lost.addAll(reclaim(connection, each));
        }
        return lost;
    }

    private List<TrackedGeneration> reclaim(Connection connection, ExpiredNode node) throws SQLException {
        List<TrackedGeneration> lost = intents(connection, node.fence());
        int released = release(connection, node.fence(), node.forTwoLeases());
        if (node.forTwoLeases()) {
            Sql.update(connection, "DELETE FROM genai_node WHERE fence = ?", node.fence());
        }
        if (released > 0) {
            LOG.warn(
                    "The lease of node {} has expired: its {} generations are free to be claimed by other nodes",
                    node.fence(),
                    released);
        }
        return lost;
    }

    private List<TrackedGeneration> intents(Connection connection, long fence) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + GenerationRows.COLUMNS
                        + " FROM genai_generation WHERE application = ? AND state = 'INTENT' AND tracked_by = ?",
                GenerationRows::read,
                application,
                fence);
    }

    /**
     * Releases what a node has claimed. The outcome of its intents is unknown.
     *
     * @param all also what only this node can observe
     * @return how many generations were released
     */
    int release(Connection connection, long fence, boolean all) throws SQLException {
        int intents = Sql.update(
                connection,
                dialect.sql("UPDATE genai_generation SET state = 'UNKNOWN', reason = ?, since = {now}, tracked_by = 0"
                        + " WHERE application = ? AND state = 'INTENT' AND tracked_by = ?"),
                REASON,
                application,
                fence);
        int tracked = Sql.update(
                connection,
                "UPDATE genai_generation SET tracked_by = 0"
                        + " WHERE application = ? AND state = 'ACCEPTED' AND tracked_by = ?"
                        + (all ? "" : " AND creator_only = FALSE"),
                application,
                fence);
        int delivered = Sql.update(
                connection,
                "UPDATE genai_generation SET delivered_by = 0"
                        + " WHERE application = ? AND state = 'TERMINAL' AND delivered_by = ?",
                application,
                fence);
        return intents + tracked + delivered;
    }
}
