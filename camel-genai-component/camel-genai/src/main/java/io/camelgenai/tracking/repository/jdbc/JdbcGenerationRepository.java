package io.camelgenai.tracking.repository.jdbc;

import io.camelgenai.tracking.repository.ClusterMembership;
import io.camelgenai.tracking.repository.CreateStore;
import io.camelgenai.tracking.repository.DeliveryStore;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.Reachability;
import io.camelgenai.tracking.repository.RecordStore;
import io.camelgenai.tracking.repository.TrackingStore;
import io.camelgenai.tracking.repository.WebhookStore;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Stores generations in a database: PostgreSQL, for as many nodes as share it, or H2, for one node. A write is committed on a
 * connection and a thread of its own, never in a transaction of the caller. One component uses one repository.
 *
 * <p>The database contains the provider's document of each generation that has not been acknowledged, with the text, the signed
 * addresses and, where the provider repeats it, the prompt; the headers of option {@code carryHeaders}; correlation ids and
 * idempotency keys; the names of provider, model, connection and channel. API keys are never stored, nor are requests. Of an
 * acknowledged generation with an idempotency key the names, the fingerprint and the status are kept, and the error of a FAILED one.
 *
 * <p>A statement that the database does not answer within a minute is canceled, and then its connection is aborted. The
 * DataSource should limit how long it waits for a connection; otherwise a lost database is noticed only after a minute.
 * Options are set before the component starts. Safe for use by several threads.
 */
public final class JdbcGenerationRepository implements GenerationRepository {

    private final DataSource dataSource;
    private final Reachability reachability = new Reachability();
    private final JdbcMembership membership = new JdbcMembership(this::settings, reachability);
    private String application = "default";
    private SchemaMode schema = SchemaMode.create;
    private Duration lease = Duration.ofSeconds(30);
    private int connections = 8;
    private Duration maxTime = Duration.ofSeconds(60);

    /** @param dataSource gives connections to the database; a pool serves best */
    public JdbcGenerationRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Separates this application from others on the same tables; all its nodes set the same name. "default" by default. */
    public void setApplication(String application) {
        this.application = application;
    }

    /** What is done about the tables at the start; they are created by default. */
    public void setSchema(SchemaMode schema) {
        this.schema = schema;
    }

    /**
     * How long a node counts as alive after its last renewal, and so how long its work waits for another node; 30 s by
     * default, at least 1 s, the same on all nodes. It is renewed three times as often, by the database's clock.
     */
    public void setLease(Duration lease) {
        this.lease = lease;
    }

    /** How many connections are used concurrently at most, besides one for the lease; 8 by default. */
    public void setConnections(int connections) {
        this.connections = connections;
    }

    /** How long the database may take for a read or a write, until it is canceled; 60 s by default. For tests. */
    void setMaxTime(Duration maxTime) {
        this.maxTime = maxTime;
    }

    /** How many writes wait for the next transaction. For tests. */
    int waitingWrites() {
        return membership.session().writes().waiting();
    }

    private JdbcMembership.Settings settings() {
        return new JdbcMembership.Settings(dataSource, application, schema, lease, connections, maxTime);
    }

    @Override
    public ClusterMembership membership() {
        return membership;
    }

    @Override
    public CreateStore creates() {
        return new JdbcCreates(membership.session());
    }

    @Override
    public TrackingStore tracking() {
        return new JdbcTracking(membership.session());
    }

    @Override
    public DeliveryStore deliveries() {
        return new JdbcDeliveries(membership.session());
    }

    @Override
    public WebhookStore webhooks() {
        return new JdbcWebhooks(membership.session());
    }

    @Override
    public Reachability reachability() {
        return reachability;
    }

    @Override
    public RecordStore records() {
        return new JdbcRecords(membership.session());
    }
}
