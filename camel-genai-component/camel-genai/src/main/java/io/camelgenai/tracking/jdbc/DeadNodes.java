package io.camelgenai.tracking.jdbc;

import io.camelgenai.tracking.TrackedGeneration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes from nodes that are not heard of what they held, so that others can take it up. Safe for use by several threads. */
final class DeadNodes {

    private static final Logger LOG = LoggerFactory.getLogger(DeadNodes.class);
    private static final String WHY = "the process that sent it ended before it knew";

    private static final String STRAY = " AND %1$s <> 0 AND %1$s NOT IN (SELECT fence FROM genai_node)";

    private final String application;
    private final Dialect dialect;
    private final Queue<TrackedGeneration> orphans = new ConcurrentLinkedQueue<>();

    DeadNodes(String application, Dialect dialect) {
        this.application = application;
        this.dialect = dialect;
    }

    /** @param longAgo whether it is dead for a second lease already */
    private record Dead(long fence, boolean longAgo) {}

    /** The creates of dead nodes since this was asked the last time. */
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
     * Takes from nodes whose lease ran out. A stream that only its holder can see is left to it for one more lease: it may be
     * alive, and be cut off from the database only.
     */
    int bury(Connection connection, long self, Duration length) throws SQLException {
        List<Dead> dead = Sql.query(
                connection,
                dialect.sql("SELECT fence, CASE WHEN expires + ? < {now} THEN TRUE ELSE FALSE END FROM genai_node"
                        + " WHERE application = ? AND fence <> ? AND expires < {now} FOR UPDATE SKIP LOCKED"),
                row -> new Dead(row.getLong(1), row.getBoolean(2)),
                length.toMillis(),
                application,
                self);
        for (Dead each : dead) {
            bury(connection, each);
        }
        return dead.size();
    }

    /** There is one node only: all others are dead, and nobody else can see what they saw. */
    int buryAllBut(Connection connection, long self) throws SQLException {
        List<Dead> others = Sql.query(
                connection,
                "SELECT fence FROM genai_node WHERE application = ? AND fence <> ?",
                row -> new Dead(row.getLong(1), true),
                application,
                self);
        for (Dead each : others) {
            bury(connection, each);
        }
        return others.size();
    }

    private void bury(Connection connection, Dead dead) throws SQLException {
        List<TrackedGeneration> lost = unsettled(connection, dead.fence());
        int taken = letGo(connection, dead.fence(), dead.longAgo());
        if (dead.longAgo()) {
            Sql.update(connection, "DELETE FROM genai_node WHERE fence = ?", dead.fence());
        }
        if (taken > 0) {
            LOG.warn(
                    "Node {} is not heard of any more: {} generations of it are free to be taken", dead.fence(), taken);
        }
        orphans.addAll(lost);
    }

    /** What a node wrote while it was being taken for dead bears the number of no node. */
    int letGoOfStrays(Connection connection) throws SQLException {
        List<Long> strays = Sql.query(
                connection,
                "SELECT DISTINCT watcher FROM genai_generation WHERE application = ? AND state IN ('INTENT', 'ACCEPTED')"
                        + STRAY.formatted("watcher")
                        + " UNION SELECT DISTINCT deliverer FROM genai_generation WHERE application = ?"
                        + " AND state = 'TERMINAL'" + STRAY.formatted("deliverer"),
                row -> row.getLong(1),
                application,
                application);
        for (Long each : strays) {
            bury(connection, new Dead(each, true));
        }
        return strays.size();
    }

    private List<TrackedGeneration> unsettled(Connection connection, long fence) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + Rows.COLUMNS
                        + " FROM genai_generation WHERE application = ? AND state = 'INTENT' AND watcher = ?",
                Rows::read,
                application,
                fence);
    }

    /**
     * Sets free what this node holds. Nobody knows what became of its intents.
     *
     * @param all also what only this node could see
     * @return how many generations are free now
     */
    int letGo(Connection connection, long fence, boolean all) throws SQLException {
        int intents = Sql.update(
                connection,
                dialect.sql("UPDATE genai_generation SET state = 'UNKNOWN', why = ?, since = {now}, watcher = 0"
                        + " WHERE application = ? AND state = 'INTENT' AND watcher = ?"),
                WHY,
                application,
                fence);
        int watched = Sql.update(
                connection,
                "UPDATE genai_generation SET watcher = 0 WHERE application = ? AND state = 'ACCEPTED' AND watcher = ?"
                        + (all ? "" : " AND holder_only = FALSE"),
                application,
                fence);
        int delivered = Sql.update(
                connection,
                "UPDATE genai_generation SET deliverer = 0 WHERE application = ? AND state = 'TERMINAL' AND deliverer = ?",
                application,
                fence);
        return intents + watched + delivered;
    }
}
