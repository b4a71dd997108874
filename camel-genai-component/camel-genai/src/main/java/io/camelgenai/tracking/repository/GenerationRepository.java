package io.camelgenai.tracking.repository;

/**
 * Stores generations, so that none is lost and none is paid for twice. The storage contract has six parts, one for each
 * user of the repository.
 *
 * <p>Every method of the parts may wait for storage, is called on threads of the component only, and is safe for use by
 * several threads. A write is durable when its method returns, whatever becomes of a transaction of the caller. A write that
 * throws has normally not happened; where the answer of a database was lost it may have happened, and each write says what
 * a repetition does then.
 *
 * <p>Several nodes may share one repository. A generation is claimed for tracking by one node at a time, and for delivery by
 * one node at a time. A node owns what it claimed until it releases it, or until its lease expires; from then on its writes
 * about it have no effect. A process that ends between two writes leaves an intent, whose outcome then is unknown, or an
 * accepted generation, which is tracked again, or a terminal one, which is delivered again.
 *
 * <p>A node {@linkplain ClusterMembership#join() joins} before it uses the other parts. A part is valid until the node leaves:
 * callers ask for it each time.
 */
public interface GenerationRepository {

    /** Intents and outcomes of creates. */
    CreateStore creates();

    /** Accepted generations, and which node tracks them. */
    TrackingStore tracking();

    /** Terminal generations, and which node delivers them. */
    DeliveryStore deliveries();

    /** The nodes that share the repository, and their consumers. */
    ClusterMembership membership();

    /** Stored generations in any state, for reading and purging. */
    RecordStore records();

    /** The messages that webhooks brought. */
    WebhookStore webhooks();

    /** Whether the repository can be reached; always the same object. */
    Reachability reachability();
}
