package io.camelgenai.tracking;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.create.ClientIds;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What waits for a person: creates of which nobody knows whether they were accepted, and ends that no route would take. Every
 * method waits for storage. Safe for use by several threads.
 */
public final class Unresolved {

    private final GenerationRepository repository;
    private final Tracker tracker;
    private final Function<String, ProviderClient> connections;

    /** @param connections the client of a connection, by its name */
    public Unresolved(GenerationRepository repository, Tracker tracker, Function<String, ProviderClient> connections) {
        this.repository = repository;
        this.tracker = tracker;
        this.connections = connections;
    }

    /**
     * Creates of unknown outcome, page by page.
     *
     * @param after the key of the last one of the page before, or an empty text
     * @param most how many at the most
     */
    public List<TrackedGeneration> unknown(String after, int most) {
        return repository.list(State.UNKNOWN, after, most);
    }

    /** Parked ends, page by page, as {@link #unknown}. */
    public List<TrackedGeneration> parked(String after, int most) {
        return repository.list(State.PARKED, after, most);
    }

    /** How many creates of unknown outcome there are, by where they belong. */
    public Map<Origin, Long> countUnknown() {
        return repository.count(State.UNKNOWN);
    }

    /** How many parked ends there are, by where they belong. */
    public Map<Origin, Long> countParked() {
        return repository.count(State.PARKED);
    }

    /**
     * The create was accepted, and this is its id: it is followed from now on. The provider is asked for it where it can be.
     *
     * @return the generation; empty when there is no unknown outcome under this key any more
     * @throws io.camelgenai.generation.GenAiException when the provider does not show a generation of this id
     */
    public Optional<TrackedGeneration> resolve(String key, String generationId) {
        return unknown(key)
                .flatMap(unknown -> repository.resolve(key, shown(unknown, generationId)))
                .map(this::resume);
    }

    /**
     * Asks the provider for the id that was chosen for the create, where it takes one.
     *
     * @return the generation; empty when the provider does not show it, which is no proof that there is none
     */
    public Optional<TrackedGeneration> askProvider(String key) {
        return unknown(key)
                .flatMap(unknown ->
                        ClientIds.find(connections.apply(unknown.origin().connection()), unknown))
                .flatMap(found -> repository.resolve(key, found))
                .map(this::resume);
    }

    /**
     * Nothing was created, or it does not matter any more: it is forgotten, and its idempotency key makes a new create.
     *
     * @return false when there is no unknown outcome under this key any more
     */
    public boolean discard(String key) {
        return repository.discard(key);
    }

    /**
     * A parked end is delivered again, as often as the first time.
     *
     * @return false when nothing is parked under this key any more
     */
    public boolean redeliver(String key) {
        Optional<TrackedGeneration> parked = repository.find(key).filter(each -> each.state() == State.PARKED);
        boolean released = repository.redeliver(key);
        if (released) {
            parked.ifPresent(each -> tracker.wake(each.origin()));
        }
        return released;
    }

    private Optional<TrackedGeneration> unknown(String key) {
        return repository.find(key).filter(each -> each.state() == State.UNKNOWN);
    }

    private Generation shown(TrackedGeneration unknown, String id) {
        ProviderClient client = connections.apply(unknown.origin().connection());
        Generation named = unknown.generation().with().id(id).build();
        return client.descriptor().operations().get() == null
                ? named
                : client.get(named, new Cancellation()).generation();
    }

    private TrackedGeneration resume(TrackedGeneration settled) {
        tracker.wake(settled.origin());
        return settled;
    }
}
