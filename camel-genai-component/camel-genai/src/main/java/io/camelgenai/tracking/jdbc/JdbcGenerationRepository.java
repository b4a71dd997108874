package io.camelgenai.tracking.jdbc;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.GenerationRepository;
import io.camelgenai.tracking.RecordKey;
import io.camelgenai.tracking.Subscription;
import io.camelgenai.tracking.TrackedGeneration;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import io.camelgenai.tracking.TrackedGeneration.State;
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

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PACE = Duration.ofSeconds(1);
    private static final int BEATS_IN_LEASE = 6;

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
            Store store, Creates creates, Ends ends, Claims claims, Archive archive, Listeners listeners) {

        static Running on(Store store) {
            return new Running(
                    store,
                    new Creates(store),
                    new Ends(store),
                    new Claims(store),
                    new Archive(store),
                    new Listeners(store));
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
        if (lease.compareTo(SHORTEST_LEASE) < 0 || connections < 1) {
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
        Duration pace = lease.dividedBy(BEATS_IN_LEASE);
        return pace.compareTo(LONGEST_PACE) > 0 ? LONGEST_PACE : pace;
    }

    private Store started(Dialect dialect, Transactions transactions) {
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
        return new Store(application, dialect, transactions, own);
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
    public void listening(Subscription ofEnds) {
        running().listeners().seen(ofEnds);
    }

    @Override
    public List<Subscription> listeners(Duration within) {
        return running().listeners().within(within);
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
    public Optional<TrackedGeneration> settled(String key, Generation generation) {
        return running().creates().settled(key, generation);
    }

    @Override
    public boolean givenUp(String key) {
        return running().creates().givenUp(key);
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
    public boolean acknowledged(TrackedGeneration delivered) {
        return running().ends().acknowledged(delivered);
    }

    @Override
    public void again(TrackedGeneration delivered, Duration wait) {
        running().ends().again(delivered, wait);
    }

    @Override
    public void parked(TrackedGeneration delivered) {
        running().ends().parked(delivered);
    }

    @Override
    public boolean released(String key) {
        return running().ends().released(key);
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
    public void abandon(String key) {
        running().claims().abandon(key);
    }

    /** Nothing: what is here waits for a consumer on any node. */
    @Override
    public void sweep(Predicate<Origin> unheard) {}

    @Override
    public void askToStop(Origin origin, String id) {
        running().claims().askToStop(origin, id);
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
