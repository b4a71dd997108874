package io.camelgenai.simulator.server;

import java.util.LinkedHashMap;
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
    private final int limit;
    private final Predicate<G> expired;

    /**
     * An empty store.
     *
     * @param limit how many are kept
     * @param expired tells which ones the provider would have forgotten by now
     */
    public GenerationStore(int limit, Predicate<G> expired) {
        this.limit = limit;
        this.expired = expired;
    }

    /**
     * Looks one up.
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
     * Adds one.
     *
     * @param generation the generation
     */
    public void add(G generation) {
        generations.put(generation.id(), generation);
        if (generations.size() > limit) {
            generations.remove(generations.keySet().iterator().next());
        }
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
}
