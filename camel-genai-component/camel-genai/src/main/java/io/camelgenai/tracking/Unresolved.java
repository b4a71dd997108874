package io.camelgenai.tracking;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.UnresolvedCounts.Counts;
import io.camelgenai.tracking.create.OutcomeResolver;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What needs an operator: creates of unknown outcome, and parked deliveries, on all nodes that share the repository. What an
 * operator resolves or redelivers continues immediately. Every method but {@link #counts()} waits for storage. Safe for use by several threads.
 */
public final class Unresolved {

    private static final int PAGE = 100;

    private final GenerationRepository repository;
    private final OutcomeResolver resolver;
    private final Tracker tracker;
    private final UnresolvedCounts counts;
    private final Function<String, ProviderClient> clients;

    /**
     * @param clients the client of a connection, by its name
     * @param counts is updated after each change
     */
    public Unresolved(
            GenerationRepository repository,
            Tracker tracker,
            Function<String, ProviderClient> clients,
            UnresolvedCounts counts) {
        this.counts = counts;
        this.repository = repository;
        this.resolver = new OutcomeResolver(repository);
        this.tracker = tracker;
        this.clients = clients;
    }

    /**
     * A page of creates of unknown outcome.
     *
     * @param after the key of the last one of the previous page, or an empty text
     * @param max how many at most
     */
    public List<TrackedGeneration> unknown(String after, int max) {
        return repository.records().list(State.UNKNOWN, after, max);
    }

    /** A page of parked deliveries, as {@link #unknown}. */
    public List<TrackedGeneration> parked(String after, int max) {
        return repository.records().list(State.PARKED, after, max);
    }

    /** How many there are, as they were counted last. Never waits. */
    public Counts counts() {
        return counts.latest();
    }

    /** Whether the repository can be reached, as far as this node knows. Never waits. */
    public boolean isReachable() {
        return repository.reachability().isReachable();
    }

    /**
     * Resolves an unknown outcome: the create was accepted with this id, and is tracked from now on. The provider is asked for
     * it where it has a GET.
     *
     * @return the generation; empty when there is no unknown outcome under this key
     * @throws io.camelgenai.generation.GenAiException when the provider shows no generation with this id
     */
    public Optional<TrackedGeneration> resolve(String key, String generationId) {
        return find(key, State.UNKNOWN)
                .flatMap(unknown -> repository.creates().resolve(key, confirmed(unknown, generationId)))
                .map(this::resolved);
    }

    private Generation confirmed(TrackedGeneration unknown, String id) {
        ProviderClient client = client(unknown);
        Generation named = unknown.generation().with().id(id).build();
        return client.descriptor().operations().get() == null
                ? named
                : client.get(named, new Cancellation()).generation();
    }

    /**
     * Resolves an unknown outcome by asking the provider for the id that was chosen for the create.
     *
     * @return the generation; empty when the provider does not show it, which does not prove that there is none
     */
    public Optional<TrackedGeneration> askProvider(String key) {
        return find(key, State.UNKNOWN)
                .flatMap(unknown -> resolver.resolve(client(unknown), unknown))
                .map(this::resolved);
    }

    /**
     * Drops an unknown outcome, since nothing was created or it does not matter: its idempotency key is free again.
     *
     * @return false when there is no unknown outcome under this key
     */
    public boolean discard(String key) {
        boolean discarded = repository.creates().discard(key);
        counts.count();
        return discarded;
    }

    /**
     * Redelivers a parked delivery, as often as the first time.
     *
     * @return false when none is parked under this key
     */
    public boolean redeliver(String key) {
        boolean redelivered = redeliverOne(key);
        counts.count();
        return redelivered;
    }

    private boolean redeliverOne(String key) {
        Optional<TrackedGeneration> parked = find(key, State.PARKED);
        boolean redelivered = repository.deliveries().redeliver(key);
        if (redelivered) {
            parked.ifPresent(this::resume);
        }
        return redelivered;
    }

    /** Redelivers all parked deliveries. Returns how many. */
    public int redeliverAll() {
        int redelivered = 0;
        List<TrackedGeneration> page = parked("", PAGE);
        while (!page.isEmpty()) {
            redelivered +=
                    (int) page.stream().filter(each -> redeliverOne(each.key())).count();
            page = parked(page.get(page.size() - 1).key(), PAGE);
        }
        counts.count();
        return redelivered;
    }

    private Optional<TrackedGeneration> find(String key, State state) {
        return repository.records().find(key).filter(each -> each.state() == state);
    }

    private ProviderClient client(TrackedGeneration tracked) {
        return clients.apply(tracked.origin().connection());
    }

    private TrackedGeneration resolved(TrackedGeneration tracked) {
        counts.count();
        return resume(tracked);
    }

    private TrackedGeneration resume(TrackedGeneration tracked) {
        tracker.wake(tracked.origin());
        return tracked;
    }
}
