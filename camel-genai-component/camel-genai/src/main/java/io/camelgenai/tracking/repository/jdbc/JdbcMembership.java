package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.ClusterMembership;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.Reachability;
import io.camelgenai.tracking.repository.RecordKey;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The membership of this node in a database: its session, and the consumers on all nodes. */
final class JdbcMembership implements ClusterMembership {

    private static final Duration MIN_LEASE = Duration.ofSeconds(1);

    /** A node that is suspended while it prepares the tables keeps others from starting. */
    private static final Duration MAX_IDLE_AT_START = Duration.ofSeconds(30);

    /** The width of the column. */
    private static final int MAX_NAME = 200;

    private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(1);
    private static final int POLLS_PER_LEASE = 6;

    private final Supplier<Settings> settings;
    private final Reachability reachability;
    private volatile @Nullable NodeSession session;

    /**
     * How this node joins.
     *
     * @param application separates the applications on one database
     * @param connections how many connections are used concurrently, besides one for the lease
     * @param maxTime how long the database may take for a read or a write, until it is canceled
     */
    record Settings(
            DataSource dataSource,
            String application,
            SchemaMode schema,
            Duration lease,
            int connections,
            Duration maxTime) {}

    /** @param settings read when this node joins */
    JdbcMembership(Supplier<Settings> settings, Reachability reachability) {
        this.settings = settings;
        this.reachability = reachability;
    }

    /** @throws IllegalStateException when this node has not joined, or has left */
    NodeSession session() {
        NodeSession current = session;
        if (current == null) {
            throw new IllegalStateException("The repository is not in use: the component is not started");
        }
        return current;
    }

    /**
     * Prepares the tables and joins.
     *
     * @throws IllegalArgumentException when the lease is too short, there is no connection, or the application's name is too long or
     *     has a control character
     * @throws IllegalStateException when the database cannot be reached or is not supported, its tables do not have the
     *     version that is needed, or an H2 file is damaged, truncated, or open in another process
     */
    @Override
    public Duration join() {
        Settings current = settings.get();
        if (current.lease().compareTo(MIN_LEASE) < 0 || current.connections() < 1) {
            throw new IllegalArgumentException("The repository needs a lease of 1s or more, and a connection");
        }
        requireName(current.application());
        Transactions transactions =
                new Transactions(current.dataSource(), current.connections(), current.maxTime(), "");
        try {
            Dialect dialect = transactions.run(Dialect::of);
            dialect.start(() -> session = open(current, dialect, transactions));
        } catch (RuntimeException e) {
            transactions.close();
            throw e;
        }
        Duration interval = current.lease().dividedBy(POLLS_PER_LEASE);
        return interval.compareTo(MAX_POLL_INTERVAL) > 0 ? MAX_POLL_INTERVAL : interval;
    }

    /** A longer name fits into no column, and PostgreSQL stores no NUL: both would be found by the first create. */
    private static void requireName(String application) {
        boolean fits = !application.isBlank() && application.length() <= MAX_NAME;
        if (!fits || application.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The name of the application (setApplication) has to have 1 to "
                    + MAX_NAME + " characters, and no control character");
        }
    }

    private NodeSession open(Settings settings, Dialect dialect, Transactions transactions) {
        transactions.run(connection -> {
            dialect.limitIdleTime(connection, MAX_IDLE_AT_START);
            dialect.prepare(connection);
            new Schema(dialect).prepare(connection, settings.schema());
            if (dialect.isSingleNode()) {
                RowCheck.readAll(connection);
            }
            return dialect;
        });
        Transactions ownTransactions = new Transactions(settings.dataSource(), 1, settings.maxTime(), "lease-");
        Lease lease = new Lease(
                settings.application(),
                RecordKey.next(),
                dialect,
                transactions,
                ownTransactions,
                settings.lease(),
                reachability);
        lease.begin();
        return new NodeSession(
                settings.application(), dialect, transactions, lease, new GroupCommit(dialect, transactions, lease));
    }

    @Override
    public void leave() {
        NodeSession last = session;
        session = null;
        if (last != null) {
            try {
                last.lease().end();
            } finally {
                last.transactions().close();
            }
        }
    }

    @Override
    public Changes changes() {
        NodeSession node = session();
        boolean interrupted = node.lease().wasInterrupted();
        try {
            Changes changes = node.asNode((connection, fence) -> new Changes(
                    interrupted ? Optional.of(claimed(node, connection, fence)) : Optional.empty(),
                    toStop(node, connection, fence),
                    JdbcWebhooks.toPoll(node, connection, fence),
                    List.of()));
            return new Changes(
                    changes.claimed(),
                    changes.toStop(),
                    changes.toPoll(),
                    node.lease().expiredNodes().orphans());
        } catch (RuntimeException e) {
            node.lease().restoreInterrupted(interrupted);
            throw e;
        }
    }

    @Override
    public Map<String, State> claimed() {
        NodeSession node = session();
        List<Map.Entry<String, State>> rows = node.asNode((connection, fence) -> Sql.query(
                connection,
                "SELECT record_key, state FROM genai_generation WHERE application = ?"
                        + " AND ((state IN ('INTENT', 'ACCEPTED') AND tracked_by = ?)"
                        + " OR (state = 'TERMINAL' AND delivered_by = ?))",
                row -> Map.entry(row.getString(1), State.valueOf(row.getString(2))),
                node.application(),
                fence,
                fence));
        return rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> claimed(NodeSession node, Connection connection, long fence) throws SQLException {
        return new HashSet<>(Sql.query(
                connection,
                "SELECT record_key FROM genai_generation WHERE application = ? AND state = 'ACCEPTED' AND tracked_by = ?",
                row -> row.getString(1),
                node.application(),
                fence));
    }

    private static List<TrackedGeneration> toStop(NodeSession node, Connection connection, long fence)
            throws SQLException {
        List<TrackedGeneration> requested = node.select(
                connection,
                "state = 'ACCEPTED' AND tracked_by = ? AND record_key IN"
                        + " (SELECT record_key FROM genai_stop_request WHERE application = ?)",
                fence,
                node.application());
        for (TrackedGeneration each : requested) {
            Sql.update(
                    connection,
                    "DELETE FROM genai_stop_request WHERE application = ? AND record_key = ?",
                    node.application(),
                    each.key());
        }
        return requested;
    }

    @Override
    public void registerConsumer(Subscription terminal) {
        NodeSession node = session();
        String key = RecordKey.of(terminal.flow(), String.valueOf(terminal.model()));
        node.run(connection -> {
            int known = Sql.update(
                    connection,
                    node.sql("UPDATE genai_consumer SET seen_at = {now} WHERE application = ? AND consumer_key = ?"),
                    node.application(),
                    key);
            return known == 1 || insertConsumer(node, connection, key, terminal);
        });
    }

    private static boolean insertConsumer(NodeSession node, Connection connection, String key, Subscription terminal)
            throws SQLException {
        Flow flow = terminal.flow();
        return Sql.write(
                connection,
                node.sql(
                        "INSERT INTO genai_consumer (application, consumer_key, provider, model, connection_name, channel,"
                                + " seen_at) VALUES (?, ?, ?, ?, ?, ?, {now}) {unless exists}"),
                node.application(),
                key,
                flow.provider(),
                GenerationRows.storable(terminal.model()),
                flow.connection(),
                flow.channel());
    }

    @Override
    public List<Subscription> registeredConsumers(Duration within) {
        NodeSession node = session();
        return node.run(connection -> Sql.query(
                connection,
                node.sql("SELECT provider, model, connection_name, channel FROM genai_consumer"
                        + " WHERE application = ? AND seen_at >= {now} - ?"),
                row -> new Subscription(Kind.TERMINAL, GenerationRows.flow(row), row.getString("model")),
                node.application(),
                within.toMillis()));
    }
}
