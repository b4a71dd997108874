package io.camelgenai.simulator.server;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.Dice;
import io.camelgenai.simulator.content.Directives;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What providers have in common: a name, a store of generations, a limit of creates, and refusals that a prompt asks for.
 *
 * @param <G> the provider's kind of generation
 */
public abstract class StoringProvider<G extends SimulatedGeneration> implements Provider {
    private final String name;
    private final SimulatorOptions options;
    private final GenerationStore<G> store;
    private final RateLimits limits;
    private final Dice ids;
    private final List<Route> routes = new ArrayList<>();

    /**
     * A provider without generations.
     *
     * @param name the name
     * @param options the simulator's options
     * @param ledger where generations are counted
     * @param expired tells which generations the provider would have forgotten by now
     */
    protected StoringProvider(String name, SimulatorOptions options, Ledger ledger, Predicate<G> expired) {
        this.name = name;
        this.options = options;
        this.store = new GenerationStore<>(name, ledger, options.generationLimit(), expired);
        this.limits = new RateLimits(options.rateLimit());
        this.ids = new Dice(options.seed(), name + " ids");
    }

    /**
     * Lets a create pass or refuses it.
     *
     * @param key whose it is
     * @param directives what its prompt asks
     * @param refusals how the provider words a refusal
     * @throws Rejection where the limit is met or the prompt asks for an error
     */
    protected final void admit(String key, Directives directives, Refusals refusals) {
        if (!limits.admit(key)) {
            throw new Rejection(refusals.tooMany(limits.standing(key)));
        }
        if (directives.error() != null) {
            throw new Rejection(refusals.demanded(directives.error()));
        }
        if (directives.reject()) {
            throw new Rejection(refusals.refused());
        }
    }

    /**
     * Adds a path.
     *
     * @param method the HTTP method
     * @param template the path below the provider's prefix
     * @param operation the name of the operation
     * @param handler answers a call
     */
    protected final void route(String method, String template, String operation, Consumer<Call> handler) {
        routes.add(new Route(method, template, operation, handler));
    }

    /**
     * Adds paths.
     *
     * @param more the routes
     */
    protected final void routes(List<Route> more) {
        routes.addAll(more);
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

    /**
     * The options.
     *
     * @return the simulator's options
     */
    protected final SimulatorOptions options() {
        return options;
    }

    /**
     * The generations.
     *
     * @return the store
     */
    protected final GenerationStore<G> store() {
        return store;
    }

    /**
     * The limits.
     *
     * @return who has created how many
     */
    protected final RateLimits limits() {
        return limits;
    }

    /**
     * The chance that makes ids.
     *
     * @return dice of this provider's own
     */
    protected final Dice ids() {
        return ids;
    }
}
