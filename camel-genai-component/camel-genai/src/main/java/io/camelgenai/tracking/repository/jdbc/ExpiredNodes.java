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

/** Takes from nodes that are not heard of what they held, so that others can take it up. Safe for use by several threads. */
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

    /** @param longAgo whether it is dead for a second lease already */
    private record Expired(long fence, boolean sinceTwoLeases) {}

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
    int reclaim(Connection connection, long self, Duration length) throws SQLException {
        List<Expired> dead = Sql.query(
                connection,
                dialect.sql("SELECT fence, CASE WHEN expires + ? < {now} THEN TRUE ELSE FALSE END FROM genai_node"
                        + " WHERE application = ? AND fence <> ? AND expires < {now} FOR UPDATE SKIP LOCKED"),
                row -> new Expired(row.getLong(1), row.getBoolean(2)),
                length.toMillis(),
                application,
                self);
        for (Expired each : dead) {
            reclaim(connection, each);
        }
        return dead.size();
    }

    /** There is one node only: all others are dead, and nobody else can see what they saw. */
    int reclaimAllExcept(Connection connection, long self) throws SQLException {
        List<Expired> others = Sql.query(
                connection,
                "SELECT fence FROM genai_node WHERE application = ? AND fence <> ?",
                row -> new Expired(row.getLong(1), true),
                application,
                self);
        for (Expired each : others) {
            reclaim(connection, each);
        }
        return others.size();
    }

    private void reclaim(Connection connection, Expired dead) throws SQLException {
        List<TrackedGeneration> lost = unresolvedIntents(connection, dead.fence());
        int taken = release(connection, dead.fence(), dead.sinceTwoLeases());
        if (dead.sinceTwoLeases()) {
            Sql.update(connection, "DELETE FROM genai_node WHERE fence = ?", dead.fence());
        }
        if (taken > 0) {
            LOG.warn(
                    "Node {} is not heard of any more: {} generations of it are free to be taken", dead.fence(), taken);
        }
        orphans.addAll(lost);
    }

    /** What a node wrote while it was being taken for dead bears the number of no node. */
    int releaseStrays(Connection connection) throws SQLException {
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
            reclaim(connection, new Expired(each, true));
        }
        return strays.size();
    }

    private List<TrackedGeneration> unresolvedIntents(Connection connection, long fence) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + GenerationRows.COLUMNS
                        + " FROM genai_generation WHERE application = ? AND state = 'INTENT' AND watcher = ?",
                GenerationRows::read,
                application,
                fence);
    }

    /**
     * Sets free what this node holds. Nobody knows what became of its intents.
     *
     * @param all also what only this node could see
     * @return how many generations are free now
     */
    int release(Connection connection, long fence, boolean all) throws SQLException {
        int intents = Sql.update(
                connection,
                dialect.sql("UPDATE genai_generation SET state = 'UNKNOWN', why = ?, since = {now}, watcher = 0"
                        + " WHERE application = ? AND state = 'INTENT' AND watcher = ?"),
                REASON,
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
