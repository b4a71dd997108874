package io.camelgenai.simulator.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The generations that a provider remembers: at most so many, the oldest go first.
 *
 * @param <G> the provider's kind of generation
 */
public final class GenerationStore<G extends SimulatedGeneration> {
    private final Map<String, G> generations = new LinkedHashMap<>();
    private final String provider;
    private final Ledger ledger;
    private final int limit;
    private final Predicate<G> expired;

    /**
     * An empty store.
     *
     * @param provider the provider
     * @param ledger where what is added is counted
     * @param limit how many are kept
     * @param expired tells which ones the provider would have forgotten by now
     */
    public GenerationStore(String provider, Ledger ledger, int limit, Predicate<G> expired) {
        this.provider = provider;
        this.ledger = ledger;
        this.limit = limit;
        this.expired = expired;
    }

    /**
     * Looks one up, whoever asks.
     *
     * @param id its id
     * @return the generation, or null where it is unknown or expired
     */
    public @Nullable G find(String id) {
        G generation = generations.get(id);
        if (generation != null && expired.test(generation)) {
            generations.remove(id);
            return null;
        }
        return generation;
    }

    /**
     * Looks up what a call names in its path.
     *
     * @param call a call to a route with an {@code {id}}
     * @param key the key of the call, empty where the provider asks for none
     * @return the generation, or null where it is unknown, expired, of another key, or concealed from this call
     */
    public @Nullable G find(Call call, String key) {
        G generation = find(call.parameter("id"));
        return generation != null && visible(generation, call, key) ? generation : null;
    }

    /**
     * What a call may see.
     *
     * @param call a call
     * @param key the key of the call
     * @return the generations of that key, the newest first
     */
    public List<G> newest(Call call, String key) {
        List<G> all = new ArrayList<>(generations.values());
        all.removeIf(generation -> expired.test(generation) || !visible(generation, call, key));
        Collections.reverse(all);
        return all;
    }

    /**
     * Adds one and counts it.
     *
     * @param generation the generation
     */
    public void add(G generation) {
        generations.put(generation.id(), generation);
        if (generations.size() > limit) {
            generations.remove(generations.keySet().iterator().next());
        }
        ledger.created(provider, generation);
    }

    /**
     * Forgets one.
     *
     * @param id its id
     */
    public void remove(String id) {
        generations.remove(id);
    }

    /** Forgets all. */
    public void clear() {
        generations.clear();
    }

    private boolean visible(G generation, Call call, String key) {
        return generation.owner().equals(key) && !call.conceals(generation);
    }
}
