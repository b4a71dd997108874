package io.camelgenai.simulator.provider;

import io.camelgenai.simulator.server.HttpExchange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The generations that a provider remembers; when there are too many, the oldest are removed.
 *
 * @param <G> the provider's type of generation
 */
public final class GenerationStore<G extends SimulatedGeneration> {
    private final Map<String, G> generations = new LinkedHashMap<>();
    private final int limit;
    private final Predicate<G> expired;

    /**
     * Creates an empty store.
     *
     * @param limit how many generations are kept
     * @param expired whether the provider would have forgotten a generation by now
     */
    GenerationStore(int limit, Predicate<G> expired) {
        this.limit = limit;
        this.expired = expired;
    }

    /** Returns the generation with an id, whoever asks; null if it is unknown or expired. */
    public @Nullable G find(String id) {
        G generation = generations.get(id);
        if (generation != null && expired.test(generation)) {
            generations.remove(id);
            return null;
        }
        return generation;
    }

    /**
     * Returns the generation that the {@code {id}} in a path names.
     *
     * @param exchange the request
     * @param key the API key of the request, empty if the provider requires none
     * @return the generation; null if it is unknown, expired, of another key, or hidden from this request
     */
    public @Nullable G find(HttpExchange exchange, String key) {
        G generation = find(exchange.pathParameter("id"));
        return generation != null && isVisible(generation, exchange, key) ? generation : null;
    }

    /** Returns the generations of a key that a request may see, newest first. */
    public List<G> newest(HttpExchange exchange, String key) {
        List<G> all = new ArrayList<>(generations.values());
        all.removeIf(generation -> expired.test(generation) || !isVisible(generation, exchange, key));
        Collections.reverse(all);
        return all;
    }

    void add(G generation) {
        generations.put(generation.id(), generation);
        if (generations.size() > limit) {
            generations.remove(generations.keySet().iterator().next());
        }
    }

    /** Removes the generation with an id. */
    public void remove(String id) {
        generations.remove(id);
    }

    void clear() {
        generations.clear();
    }

    private boolean isVisible(G generation, HttpExchange exchange, String key) {
        return generation.owner().equals(key) && !exchange.hides(generation.isTerminal());
    }
}
