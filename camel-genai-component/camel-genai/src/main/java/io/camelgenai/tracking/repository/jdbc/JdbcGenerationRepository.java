package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.RecordKey;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in a database: PostgreSQL, for as many nodes as share it, or H2, for one node. What is written is committed on a
 * connection and a thread of its own, never in a caller's transaction. One component uses one repository.
 *
 * <p>At rest are: the provider's document of each generation that has not been acknowledged, with the text, the signed
 * addresses and, where the provider repeats it, the prompt in it; the headers of option {@code carryHeaders}; correlation ids
 * and idempotency keys; the names of provider, model, connection and channel. API keys are never stored, nor are requests.
 * Of an acknowledged generation with an idempotency key the names, the fingerprint and the status are kept.
 *
 * <p>The DataSource should limit how long it waits for the network, or a lost database is noticed after a minute only. Options
 * are set before the component starts. Safe for use by several threads.
 */
public final class JdbcGenerationRepository implements GenerationRepository {

    private static final Duration MIN_LEASE = Duration.ofSeconds(1);
    private static final Duration MAX_BEAT = Duration.ofSeconds(1);
    private static final int BEATS_PER_LEASE = 6;

    private final DataSource dataSource;
    private String application = "default";
    private SchemaMode schema = SchemaMode.create;
    private Duration lease = Duration.ofSeconds(30);
    private int connections = 8;
    private volatile @Nullable Running running;

    /** @param dataSource gives connections to the database; a pool serves best */
    public JdbcGenerationRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** All that is there while this node takes part. */
    private record Running(
            NodeStore store,
            JdbcCreates creates,
            JdbcDeliveries ends,
            JdbcClaims claims,
            JdbcRecords archive,
            ConsumerRegistrations listeners) {

        static Running on(NodeStore store) {
            return new Running(
                    store,
                    new JdbcCreates(store),
                    new JdbcDeliveries(store),
                    new JdbcClaims(store),
                    new JdbcRecords(store),
                    new ConsumerRegistrations(store));
        }
    }

    /** Keeps this application apart from others on the same tables; all its nodes bear the same. By default "default". */
    public void setApplication(String application) {
        this.application = application;
    }

    /** What is done about the tables at the start; by default they are created. */
    public void setSchema(SchemaMode schema) {
        this.schema = schema;
    }

    /**
     * How long a node that is not heard of is taken for alive, and so how long its work waits for another node; 30 s by
     * default, 1 s at the least, the same on all nodes. It is renewed three times as often, by the database's clock.
     */
    public void setLease(Duration lease) {
        this.lease = lease;
    }

    /** How many connections are used at the same time at the most, besides one for the lease; 8 by default. */
    public void setConnections(int connections) {
        this.connections = connections;
    }

    /**
     * Prepares the tables and takes part.
     *
     * @throws IllegalStateException when the database can not be reached, is none that is known, its tables are not of the
     *     version that is needed, or a file of H2 is damaged, cut short, or open in another process
     */
    @Override
    public Duration join() {
        if (lease.compareTo(MIN_LEASE) < 0 || connections < 1) {
            throw new IllegalArgumentException("The repository needs a lease of 1s or more, and a connection");
        }
        Transactions transactions = new Transactions(dataSource, connections);
        try {
            Dialect dialect = transactions.run(Dialect::of);
            dialect.start(() -> running = Running.on(started(dialect, transactions)));
        } catch (RuntimeException e) {
            transactions.close();
            throw e;
        }
        Duration pace = lease.dividedBy(BEATS_PER_LEASE);
        return pace.compareTo(MAX_BEAT) > 0 ? MAX_BEAT : pace;
    }

    private NodeStore started(Dialect dialect, Transactions transactions) {
        transactions.run(connection -> {
            dialect.prepare(connection);
            new Schema(dialect).prepare(connection, schema);
            if (dialect.isAlone()) {
                Inspection.readAll(connection);
            }
            return dialect;
        });
        Lease own = new Lease(application, RecordKey.next(), dialect, transactions, lease);
        own.begin();
        return new NodeStore(application, dialect, transactions, own);
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("The repository is not in use: the component is not started");
        }
        return now;
    }

    @Override
    public void leave() {
        Running last = running;
        running = null;
        if (last != null) {
            try {
                last.store().lease().end();
            } finally {
                last.store().transactions().close();
            }
        }
    }

    @Override
    public Changes changes() {
        return running().claims().changes();
    }

    @Override
    public void registerConsumer(Subscription ofEnds) {
        running().listeners().register(ofEnds);
    }

    @Override
    public List<Subscription> registeredConsumers(Duration within) {
        return running().listeners().registeredWithin(within);
    }

    @Override
    public TrackedGeneration begin(TrackedGeneration intent) {
        return running().creates().begin(intent);
    }

    @Override
    public TrackedGeneration adopt(TrackedGeneration accepted) {
        return running().creates().adopt(accepted);
    }

    @Override
    public TrackedGeneration accepted(TrackedGeneration intent, Generation generation) {
        return running().creates().accepted(intent, generation);
    }

    @Override
    public void rejected(String key) {
        running().creates().rejected(key);
    }

    @Override
    public void unknown(String key, String why) {
        running().creates().unknown(key, why);
    }

    @Override
    public Optional<TrackedGeneration> resolve(String key, Generation generation) {
        return running().creates().resolve(key, generation);
    }

    @Override
    public boolean discard(String key) {
        return running().creates().discard(key);
    }

    @Override
    public Optional<TrackedGeneration> terminal(String key, Generation generation, boolean deliver) {
        return running().ends().terminal(key, generation, deliver);
    }

    @Override
    public Optional<TrackedGeneration> delivering(String key) {
        return running().ends().delivering(key);
    }

    @Override
    public boolean acknowledge(TrackedGeneration delivered) {
        return running().ends().acknowledge(delivered);
    }

    @Override
    public void scheduleRedelivery(TrackedGeneration delivered, Duration wait) {
        running().ends().scheduleRedelivery(delivered, wait);
    }

    @Override
    public void park(TrackedGeneration delivered) {
        running().ends().park(delivered);
    }

    @Override
    public boolean redeliver(String key) {
        return running().ends().redeliver(key);
    }

    @Override
    public List<TrackedGeneration> claim(Claim claim, Subscription subscription, int most) {
        return running().claims().claim(claim, subscription, most);
    }

    @Override
    public void release(Claim claim, String key) {
        running().claims().release(claim, key);
    }

    @Override
    public void releaseUnconsumed(String key) {
        running().claims().releaseUnconsumed(key);
    }

    /** Nothing: what is here waits for a consumer on any node. */
    @Override
    public void dropUnconsumed(Predicate<Origin> unheard) {}

    @Override
    public void requestStop(Origin origin, String id) {
        running().claims().requestStop(origin, id);
    }

    @Override
    public Optional<TrackedGeneration> find(String key) {
        return running().archive().find(key);
    }

    @Override
    public List<TrackedGeneration> list(State state, String after, int most) {
        return running().archive().list(state, after, most);
    }

    @Override
    public Map<Origin, Long> count(State state) {
        return running().archive().count(state);
    }

    @Override
    public void purge(Duration retention, Duration trackFor) {
        running().archive().purge(retention, trackFor);
        running().listeners().purge(trackFor);
    }
}
