package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.jdbc.Transactions.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That this node is alive, as a row that expires by the database's clock. It is renewed on a thread of its own, however busy
 * the others are. A node that finds its row expired renews it, and has lost what others took meanwhile: what it holds stands
 * in each row of {@code genai_generation} by its fence. Safe for use by several threads.
 */
final class Lease {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final int RENEWALS = 3;
    private static final Duration MAX_LEAVE_TIME = Duration.ofSeconds(5);

    private final String application;
    private final String node;
    private final Dialect dialect;
    private final Transactions transactions;
    private final Duration length;
    private final ExpiredNodes expiredNodes;
    private final ReentrantLock renewing = new ReentrantLock();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, Transactions.THREADS + "lease");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long fence;
    private volatile long validUntil;

    /** @param length how long a node that is not heard of is taken for alive */
    Lease(String application, String node, Dialect dialect, Transactions transactions, Duration length) {
        this.application = application;
        this.node = node;
        this.dialect = dialect;
        this.transactions = transactions;
        this.length = length;
        this.expiredNodes = new ExpiredNodes(application, dialect);
    }

    /** @param expires when it does, by the database's clock, which says {@code now} */
    private record LeaseRow(long expires, long steadySince, long now) {}

    /**
     * What a renewal came to.
     *
     * @param steady whether the lease has held for its whole length without a gap
     * @param lapsed whether others may have taken something before
     */
    private record Renewal(long fence, boolean steady, boolean lapsed) {}

    ExpiredNodes expiredNodes() {
        return expiredNodes;
    }

    void begin() {
        renew(transactions::run);
        if (dialect.isAlone()) {
            transactions.run(connection -> {
                Optional<Witness> witness = Witness.of(connection);
                if (witness.isPresent()) {
                    witness.get().saw(fence);
                }
                return expiredNodes.reclaimAllExcept(connection, fence);
            });
        }
        long pause = length.toMillis() / RENEWALS;
        timer.scheduleWithFixedDelay(this::tick, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * After a time without the database every node gets the time to renew its lease, before anybody is taken for dead: only
     * one whose own lease has held for that long does that.
     */
    private void tick() {
        try {
            if (renew(transactions::runHere).steady()) {
                transactions.runHere(connection -> expiredNodes.reclaim(connection, fence, length));
            }
        } catch (RuntimeException e) {
            LOG.warn("This node could not tell that it is alive; it tries again", e);
        }
    }

    /** The fence of this node, whose lease has not run out. */
    long ensureValid() {
        if (System.nanoTime() - validUntil >= 0) {
            renew(transactions::run);
        }
        return fence;
    }

    /** Whether the database takes this node for alive. */
    boolean isValid(Connection connection, long held) throws SQLException {
        return !Sql.query(
                        connection,
                        dialect.sql("SELECT fence FROM genai_node WHERE fence = ? AND expires >= {now}"),
                        row -> row.getLong(1),
                        held)
                .isEmpty();
    }

    /** The database does not: the lease is renewed before anything else is done. */
    void expired() {
        validUntil = System.nanoTime();
    }

    /** Whether others may have taken something since this was asked the last time. */
    boolean wasBroken() {
        return broken.getAndSet(false);
    }

    /** It was asked, but nothing came of the answer. */
    void wasBroken(boolean before) {
        if (before) {
            broken.set(true);
        }
    }

    /** What is known here changes after the database has committed, and counts from before it was asked. */
    private Renewal renew(Function<Work<Renewal>, Renewal> run) {
        renewing.lock();
        try {
            long begun = System.nanoTime();
            Renewal renewal = run.apply(this::renew);
            if (renewal.lapsed()) {
                broken.set(true);
                LOG.warn("The lease of this node had run out: others may have taken what it held");
            }
            fence = renewal.fence();
            validUntil = begun + length.toNanos();
            return renewal;
        } finally {
            renewing.unlock();
        }
    }

    private Renewal renew(Connection connection) throws SQLException {
        List<LeaseRow> standing = Sql.query(
                connection,
                dialect.sql("SELECT expires, steady_since, {now} FROM genai_node WHERE fence = ? FOR UPDATE"),
                row -> new LeaseRow(row.getLong(1), row.getLong(2), row.getLong(3)),
                fence);
        return standing.isEmpty() ? register(connection) : renew(connection, standing.get(0));
    }

    private Renewal renew(Connection connection, LeaseRow standing) throws SQLException {
        boolean lapsed = standing.expires() < standing.now();
        Sql.update(
                connection,
                "UPDATE genai_node SET expires = ?, steady_since = ? WHERE fence = ?",
                standing.now() + length.toMillis(),
                lapsed ? standing.now() : standing.steadySince(),
                fence);
        boolean steady = !lapsed && standing.now() - standing.steadySince() >= length.toMillis();
        return new Renewal(fence, steady, lapsed);
    }

    private Renewal register(Connection connection) throws SQLException {
        Sql.update(
                connection,
                dialect.sql("INSERT INTO genai_node (application, node, expires, steady_since)"
                        + " VALUES (?, ?, {now} + ?, {now})"),
                application,
                node,
                length.toMillis());
        long registered = Sql.query(
                        connection,
                        "SELECT MAX(fence) FROM genai_node WHERE application = ? AND node = ?",
                        row -> row.getLong(1),
                        application,
                        node)
                .get(0);
        return new Renewal(registered, false, fence != 0);
    }

    /** A stop does not wait for a database that is away: then all that this node holds is free when its lease ends. */
    void end() {
        timer.shutdownNow();
        try {
            transactions.run(
                    connection -> {
                        expiredNodes.release(connection, fence, true);
                        return Sql.update(connection, "DELETE FROM genai_node WHERE fence = ?", fence);
                    },
                    MAX_LEAVE_TIME);
        } catch (RuntimeException e) {
            LOG.warn("This node could not tell that it leaves: others take what it held when its lease ends", e);
        }
    }
}
