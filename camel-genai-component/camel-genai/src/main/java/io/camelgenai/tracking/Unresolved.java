package io.camelgenai.tracking;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.create.OutcomeResolver;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What needs an operator: creates of unknown outcome, and parked deliveries, on all nodes that share the repository. What an
 * operator resolves or redelivers continues immediately. Every method waits for storage. Safe for use by several threads.
 */
public final class Unresolved {

    private static final int PAGE = 100;

    private final GenerationRepository repository;
    private final OutcomeResolver resolver;
    private final Tracker tracker;
    private final Function<String, ProviderClient> clients;

    /** @param clients the client of a connection, by its name */
    public Unresolved(GenerationRepository repository, Tracker tracker, Function<String, ProviderClient> clients) {
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

    /** How many creates of unknown outcome there are, by origin. */
    public Map<Origin, Long> countUnknown() {
        return repository.records().count(State.UNKNOWN);
    }

    /** How many parked deliveries there are, by origin. */
    public Map<Origin, Long> countParked() {
        return repository.records().count(State.PARKED);
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
                .map(this::resume);
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
                .map(this::resume);
    }

    /**
     * Drops an unknown outcome, since nothing was created or it does not matter: its idempotency key is free again.
     *
     * @return false when there is no unknown outcome under this key
     */
    public boolean discard(String key) {
        return repository.creates().discard(key);
    }

    /**
     * Redelivers a parked delivery, as often as the first time.
     *
     * @return false when none is parked under this key
     */
    public boolean redeliver(String key) {
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
                    (int) page.stream().filter(each -> redeliver(each.key())).count();
            page = parked(page.get(page.size() - 1).key(), PAGE);
        }
        return redelivered;
    }

    private Optional<TrackedGeneration> find(String key, State state) {
        return repository.records().find(key).filter(each -> each.state() == state);
    }

    private ProviderClient client(TrackedGeneration tracked) {
        return clients.apply(tracked.origin().connection());
    }

    private TrackedGeneration resume(TrackedGeneration tracked) {
        tracker.wake(tracked.origin());
        return tracked;
    }
}
