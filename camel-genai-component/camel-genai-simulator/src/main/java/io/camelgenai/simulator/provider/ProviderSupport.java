package io.camelgenai.simulator.provider;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Provider;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A provider with routes, a store of generations, a rate limit, and the errors that a prompt asks for.
 *
 * @param <G> the provider's type of generation
 */
public abstract class ProviderSupport<G extends SimulatedGeneration> implements Provider {
    private final String name;
    private final SimulatorOptions options;
    private final CreationLog created;
    private final GenerationStore<G> store;
    private final RateLimits limits;
    private final SeededRandom ids;
    private final List<Route> routes = new ArrayList<>();

    /**
     * Creates a provider without generations and routes.
     *
     * @param name the name
     * @param options the simulator's options
     * @param created counts the created generations
     * @param expired whether the provider would have forgotten a generation by now
     */
    protected ProviderSupport(String name, SimulatorOptions options, CreationLog created, Predicate<G> expired) {
        this.name = name;
        this.options = options;
        this.created = created;
        this.store = new GenerationStore<>(options.generationLimit(), expired);
        this.limits = new RateLimits(options.rateLimit());
        this.ids = new SeededRandom(options.seed(), name + " ids");
    }

    /** Adds a route. */
    protected final void route(String method, String template, String operation, Consumer<HttpExchange> handler) {
        routes.add(new Route(method, template, operation, handler));
    }

    /** Adds routes. */
    protected final void routes(List<Route> more) {
        routes.addAll(more);
    }

    /**
     * Returns the bearer token of a request.
     *
     * @throws ErrorResponseException with the given response if there is none with this prefix
     */
    protected static String requireKey(Request request, String prefix, Response unauthorized) {
        String key = request.bearer();
        if (key == null || !key.startsWith(prefix)) {
            throw new ErrorResponseException(unauthorized);
        }
        return key;
    }

    /**
     * Accepts a create or rejects it.
     *
     * @param key the API key that the create counts for
     * @param markers what the prompt asks for
     * @param errors the errors of the provider or model
     * @param contentRejected the response to a prompt whose content is rejected
     * @throws ErrorResponseException if the rate limit is exceeded or the prompt asks for an error
     */
    protected final void admit(String key, PromptMarkers markers, ErrorEnvelope errors, Response contentRejected) {
        if (!limits.count(key)) {
            throw new ErrorResponseException(errors.rateLimitExceeded(limits.usage(key)));
        }
        if (markers.error() != null) {
            throw new ErrorResponseException(errors.requested(markers.error()));
        }
        if (markers.reject()) {
            throw new ErrorResponseException(contentRejected);
        }
    }

    /** Stores and counts a new generation. */
    protected final G add(G generation) {
        store.add(generation);
        created.add(name, generation);
        return generation;
    }

    /**
     * Returns the generation that the path of a request names.
     *
     * @throws ErrorResponseException with the given response if the key has no such generation
     */
    protected final G require(HttpExchange exchange, String key, Response notFound) {
        @Nullable G generation = store.find(exchange, key);
        if (generation == null) {
            throw new ErrorResponseException(notFound);
        }
        return generation;
    }

    @Override
    public final List<Route> routes() {
        return Collections.unmodifiableList(routes);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public void forget(String id) {
        store.remove(id);
    }

    @Override
    public void reset() {
        store.clear();
        limits.clear();
    }

    protected final SimulatorOptions options() {
        return options;
    }

    protected final GenerationStore<G> store() {
        return store;
    }

    protected final RateLimits limits() {
        return limits;
    }

    /** Returns the random numbers that ids are made from. */
    protected final SeededRandom ids() {
        return ids;
    }
}
