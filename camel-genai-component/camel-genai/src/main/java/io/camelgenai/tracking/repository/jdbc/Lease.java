package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.Reachability;
import io.camelgenai.tracking.repository.jdbc.Transactions.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proof that this node is alive: a row that expires by the database's clock. It is renewed on a thread of its own, however
 * busy the others are. A node that finds its lease expired renews it, and has lost what others reclaimed in the meantime: each
 * row of {@code genai_generation} names the node that has claimed it by its fence. Safe for use by several threads.
 */
final class Lease {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final String RENEWAL = "The renewal of the lease of this node";
    private static final int RENEWALS = 3;
    private static final Duration MIN_STEP = Duration.ofSeconds(2);
    private static final Duration MIN_IDLE = Duration.ofSeconds(5);
    private static final Duration MAX_LEAVE_TIME = Duration.ofSeconds(5);

    private final String application;
    private final String node;
    private final Dialect dialect;
    private final Transactions transactions;
    private final Transactions ownTransactions;
    private final Duration length;
    private final Duration step;
    private final ExpiredNodes expiredNodes;
    private final Reachability reachability;
    private final ReentrantLock renewing = new ReentrantLock();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, Transactions.THREADS + "lease");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long fence;
    private volatile long validUntil;

    /**
     * @param transactions those of the node, for its first and its last step
     * @param ownTransactions those that renew the lease while the others wait
     * @param length how long a node counts as alive after a renewal
     */
    Lease(
            String application,
            String node,
            Dialect dialect,
            Transactions transactions,
            Transactions ownTransactions,
            Duration length,
            Reachability reachability) {
        this.application = application;
        this.node = node;
        this.dialect = dialect;
        this.transactions = transactions;
        this.ownTransactions = ownTransactions;
        this.length = length;
        Duration pause = length.dividedBy(RENEWALS);
        this.step = pause.compareTo(MIN_STEP) < 0 ? MIN_STEP : pause;
        this.reachability = reachability;
        this.expiredNodes = new ExpiredNodes(application, dialect);
    }

    /** The row of this node, in milliseconds by the database's clock; {@code now} is when it was read. */
    private record LeaseRow(long expiresAt, long steadySince, long now) {}

    /**
     * The result of a renewal.
     *
     * @param steady whether the lease was valid for its whole length without a gap
     * @param lapsed whether it had expired, so that others may have reclaimed something
     */
    private record Renewal(long fence, boolean steady, boolean lapsed) {}

    ExpiredNodes expiredNodes() {
        return expiredNodes;
    }

    /**
     * How long a transaction of this node may be idle: a node that is suspended in one must not lock longer than its lease, or
     * than five seconds.
     */
    Duration maxIdle() {
        return length.compareTo(MIN_IDLE) < 0 ? MIN_IDLE : length;
    }

    void begin() {
        for (Transactions each : List.of(transactions, ownTransactions)) {
            each.beginWith(connection -> dialect.limitIdleTime(connection, maxIdle()));
        }
        renew(true, transactions::run);
        if (dialect.isSingleNode()) {
            expiredNodes.addOrphans(transactions.run(connection -> {
                Optional<WitnessFile> witness = WitnessFile.of(connection);
                if (witness.isPresent()) {
                    witness.get().note(fence);
                }
                return expiredNodes.reclaimAllExcept(connection, fence);
            }));
        }
        long pause = length.toMillis() / RENEWALS;
        timer.scheduleWithFixedDelay(this::tick, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Renews the lease, and reclaims from nodes with an expired one. After a time without the database every node needs time to
     * renew its lease: only a node whose own lease was steady reclaims.
     */
    private void tick() {
        try {
            if (renew(true, this::runStep).steady()) {
                expiredNodes.addOrphans(runStep(connection -> expiredNodes.reclaim(connection, fence, length)));
            }
            reachability.succeeded();
        } catch (RejectedExecutionException ended) {
            LOG.debug("The lease of this node is not renewed any more: it has left", ended);
        } catch (RuntimeException e) {
            reachability.failed(RENEWAL, e);
        } catch (Error e) { // the timer would never renew it again
            reachability.failed(RENEWAL, new IllegalStateException(e));
        }
    }

    /** A step that is stuck must not outlast the lease: no worker can do anything without it. */
    private <T> T runStep(Work<T> work) {
        return ownTransactions.run(work, step);
    }

    /**
     * The fence of this node, after a renewal if the lease has expired by this node's clock.
     *
     * @throws IllegalStateException when it cannot be renewed in time
     */
    long ensureValid() {
        if (hasExpired()) {
            renew(false, this::runStep);
        }
        return fence;
    }

    private boolean hasExpired() {
        return System.nanoTime() - validUntil >= 0;
    }

    /** Whether the lease with this fence is valid by the database's clock. */
    boolean isValid(Connection connection, long claimed) throws SQLException {
        return !Sql.query(
                        connection,
                        dialect.sql("SELECT fence FROM genai_node WHERE fence = ? AND expires_at >= {now}"),
                        row -> row.getLong(1),
                        claimed)
                .isEmpty();
    }

    /** Notes that the lease has expired by the database's clock: it is renewed before it is used again. */
    void expired() {
        validUntil = System.nanoTime();
    }

    /** Whether the lease expired since the last call, so that others may have reclaimed something. */
    boolean wasInterrupted() {
        return interrupted.getAndSet(false);
    }

    /** Takes back the answer of {@link #wasInterrupted()}, since the caller could not use it. */
    void restoreInterrupted(boolean answer) {
        if (answer) {
            interrupted.set(true);
        }
    }

    /**
     * The fields change after the database has committed; the lease is valid from before the database was asked.
     *
     * @param always also when another thread has renewed it meanwhile
     */
    private Renewal renew(boolean always, Function<Work<Renewal>, Renewal> run) {
        lock();
        try {
            if (!always && !hasExpired()) {
                return new Renewal(fence, false, false);
            }
            long startedAt = System.nanoTime();
            Renewal renewal = run.apply(this::renew);
            if (renewal.lapsed()) {
                interrupted.set(true);
                LOG.warn("The lease of this node had expired: other nodes may have reclaimed its generations");
            }
            fence = renewal.fence();
            validUntil = startedAt + length.toNanos();
            return renewal;
        } finally {
            renewing.unlock();
        }
    }

    /** Waits for the thread that renews at most as long as a step may take. An interrupt does not end the wait. */
    private void lock() {
        long end = System.nanoTime() + step.toNanos();
        boolean interrupted = false;
        boolean locked = false;
        while (!locked) {
            try {
                if (!renewing.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException(
                            "The lease of this node was not renewed within " + step + ": is the database reachable?");
                }
                locked = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Renewal renew(Connection connection) throws SQLException {
        List<LeaseRow> own = Sql.query(
                connection,
                dialect.sql("SELECT expires_at, steady_since, {now} FROM genai_node WHERE fence = ? FOR UPDATE"),
                row -> new LeaseRow(row.getLong(1), row.getLong(2), row.getLong(3)),
                fence);
        return own.isEmpty() ? register(connection) : renew(connection, own.get(0));
    }

    private Renewal renew(Connection connection, LeaseRow own) throws SQLException {
        boolean lapsed = own.expiresAt() < own.now();
        Sql.update(
                connection,
                "UPDATE genai_node SET expires_at = ?, steady_since = ? WHERE fence = ?",
                own.now() + length.toMillis(),
                lapsed ? own.now() : own.steadySince(),
                fence);
        boolean steady = !lapsed && own.now() - own.steadySince() >= length.toMillis();
        return new Renewal(fence, steady, lapsed);
    }

    private Renewal register(Connection connection) throws SQLException {
        Sql.update(
                connection,
                dialect.sql("INSERT INTO genai_node (application, node, expires_at, steady_since)"
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

    /** Releases everything. Does not wait for a database that is unreachable: then all is free when the lease expires. */
    void end() {
        timer.shutdown();
        ownTransactions.close();
        try {
            transactions.run(
                    connection -> {
                        expiredNodes.release(connection, fence, true);
                        return Sql.update(connection, "DELETE FROM genai_node WHERE fence = ?", fence);
                    },
                    MAX_LEAVE_TIME);
        } catch (RuntimeException e) {
            LOG.warn(
                    "This node could not release its generations: other nodes reclaim them when its lease has expired",
                    e);
        }
    }
}
