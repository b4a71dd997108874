package io.camelgenai.tracking.repository.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Commits writes of many generations together: what arrives while others are committed goes into the next transaction. A lone
 * write begins immediately, as one statement. When a write makes its group fail, each of the group is executed alone. Safe for
 * use by several threads.
 */
final class GroupCommit {

    private static final int MAX_WRITES = 100;

    /** One executes its statements while another one waits for the disk. */
    private static final int MAX_GROUPS = 2;

    /** Classes of SQLState: data, constraint, collision, lock. */
    private static final Set<String> CAUSED_BY_ONE_WRITE = Set.of("22", "23", "40", "55", "HY");

    private final Dialect dialect;
    private final Transactions transactions;
    private final Lease lease;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int groups;

    GroupCommit(Dialect dialect, Transactions transactions, Lease lease) {
        this.dialect = dialect;
        this.transactions = transactions;
        this.lease = lease;
    }

    /** What became of a write. */
    enum Outcome {
        WRITTEN,
        NO_ROW,
        LEASE_EXPIRED
    }

    /** A write that a thread waits for. */
    private static final class Waiting {

        private final FencedWrite write;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private volatile @Nullable CancelableWork<?> group;
        private boolean written;

        Waiting(FencedWrite write) {
            this.write = write;
        }
    }

    /** Writes, and waits until that is committed. */
    Outcome write(FencedWrite write) {
        Waiting own = new Waiting(write);
        if (enqueue(own)) {
            startGroup(own);
        }
        return transactions.await(own.outcome, () -> withdraw(own), () -> own.group);
    }

    /** @return whether it needs a group of its own */
    private synchronized boolean enqueue(Waiting own) {
        waiting.add(own);
        boolean lone = groups < MAX_GROUPS;
        if (lone) {
            groups++;
        }
        return lone;
    }

    private void startGroup(Waiting own) {
        try {
            transactions.execute(this::commitNext);
        } catch (RuntimeException noThread) {
            synchronized (this) {
                groups--;
                waiting.remove(own);
            }
            throw noThread;
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean withdraw(Waiting own) {
        return waiting.remove(own);
    }

    private void commitNext() {
        Group group = nextGroup();
        if (group != null) {
            group.run();
            continueWith(this::commitNext);
        }
    }

    /** On another thread where that is possible, so that other work has its turn. */
    private void continueWith(Runnable next) {
        try {
            transactions.execute(next);
        } catch (RuntimeException noThread) {
            next.run();
        }
    }

    private synchronized @Nullable Group nextGroup() {
        List<Waiting> members = new ArrayList<>();
        while (members.size() < MAX_WRITES && !waiting.isEmpty()) {
            members.add(waiting.remove());
        }
        if (members.isEmpty()) {
            groups--;
            return null;
        }
        return new Group(members);
    }

    /** Writes that are committed together. */
    private final class Group {

        private final List<Waiting> members;
        private final CancelableWork<Set<Long>> work;

        Group(List<Waiting> members) {
            this.members = members;
            this.work = members.size() == 1
                    ? transactions.work(this::writeAlone, true)
                    : transactions.work(this::writeAll, false);
            members.forEach(each -> each.group = work);
        }

        void run() {
            work.run();
            try {
                Set<Long> expired = work.get();
                members.forEach(each -> each.outcome.complete(outcome(each, expired)));
            } catch (ExecutionException e) {
                fail(Objects.requireNonNull(e.getCause()));
            } catch (InterruptedException e) {
                throw new IllegalStateException("Work that was done is waited for", e);
            }
        }

        private void fail(Throwable failure) {
            if (members.size() > 1 && isCausedByOneWrite(failure)) {
                members.forEach(each -> continueWith(new Group(List.of(each))::run));
            } else {
                members.forEach(each -> each.outcome.completeExceptionally(failure));
            }
        }

        private Set<Long> writeAlone(Connection connection) throws SQLException {
            Waiting own = members.get(0);
            own.written = own.write.execute(dialect, connection);
            return expired(connection);
        }

        /** In an order that is the same for all groups, so that they do not wait for one another in a circle. */
        private Set<Long> writeAll(Connection connection) throws SQLException {
            dialect.limitIdleAndLockTime(connection, lease.maxIdle());
            TreeMap<String, List<Waiting>> byStatement = members.stream()
                    .collect(Collectors.groupingBy(each -> each.write.sql(), TreeMap::new, Collectors.toList()));
            for (List<Waiting> same : byStatement.values()) {
                same.sort(Comparator.comparing(each -> each.write.lock()));
                boolean[] written = FencedWrite.executeAll(
                        dialect,
                        connection,
                        same.stream().map(each -> each.write).toList());
                for (int i = 0; i < written.length; i++) {
                    same.get(i).written = written[i];
                }
            }
            return expired(connection);
        }

        /** The fences whose lease has expired. A write that found its row shows that its lease was valid. */
        private Set<Long> expired(Connection connection) throws SQLException {
            Set<Long> expired = new HashSet<>();
            for (Waiting each : members) {
                long fence = each.write.fence();
                if (!each.written && !expired.contains(fence) && !lease.isValid(connection, fence)) {
                    expired.add(fence);
                }
            }
            return expired;
        }
    }

    private static Outcome outcome(Waiting member, Set<Long> expired) {
        if (member.written) {
            return Outcome.WRITTEN;
        }
        return expired.contains(member.write.fence()) ? Outcome.LEASE_EXPIRED : Outcome.NO_ROW;
    }

    private static boolean isCausedByOneWrite(Throwable failure) {
        String state = failure.getCause() instanceof SQLException e ? e.getSQLState() : null;
        return state != null && state.length() == 5 && CAUSED_BY_ONE_WRITE.contains(state.substring(0, 2));
    }
}
