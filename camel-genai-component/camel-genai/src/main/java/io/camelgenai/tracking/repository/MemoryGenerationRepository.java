package io.camelgenai.tracking.repository;

import java.time.Clock;

/**
 * Stores generations in memory, for as long as the process lives. It stores a limited number and refuses new ones beyond it;
 * it never drops one to make room. This node is the only one.
 */
public final class MemoryGenerationRepository implements GenerationRepository {

    /** How many generations are stored unless another number is set. */
    public static final int DEFAULT_CAPACITY = 100_000;

    private static final int SHARE_OF_HEAP = 4;

    private final Reachability reachability = new Reachability();
    private final CreateStore creates;
    private final TrackingStore tracking;
    private final DeliveryStore deliveries;
    private final ClusterMembership membership;
    private final RecordStore records;
    private final WebhookStore webhooks;

    /** Stores {@value #DEFAULT_CAPACITY}, in a quarter of the heap. */
    public MemoryGenerationRepository() {
        this(DEFAULT_CAPACITY, Clock.systemUTC());
    }

    /**
     * Takes at most a quarter of the heap.
     *
     * @param capacity how many generations are stored at most
     * @param clock the time of day
     */
    public MemoryGenerationRepository(int capacity, Clock clock) {
        this(capacity, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, clock);
    }

    /**
     * @param capacity how many generations are stored at most
     * @param bytes how much memory may be taken, by estimate, before new ones are refused
     * @param clock the time of day
     */
    public MemoryGenerationRepository(int capacity, long bytes, Clock clock) {
        MemoryIndex index = new MemoryIndex(capacity, bytes, clock);
        creates = new MemoryCreates(index);
        tracking = new MemoryTracking(index);
        deliveries = new MemoryDeliveries(index);
        membership = new MemoryMembership(index);
        records = new MemoryRecords(index);
        webhooks = new MemoryWebhooks(clock);
    }

    @Override
    public CreateStore creates() {
        return creates;
    }

    @Override
    public TrackingStore tracking() {
        return tracking;
    }

    @Override
    public DeliveryStore deliveries() {
        return deliveries;
    }

    @Override
    public ClusterMembership membership() {
        return membership;
    }

    @Override
    public RecordStore records() {
        return records;
    }

    @Override
    public WebhookStore webhooks() {
        return webhooks;
    }

    @Override
    public Reachability reachability() {
        return reachability;
    }
}
