package io.camelgenai.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.content.schema.SchemaSample;
import io.camelgenai.simulator.content.schema.UnfitSchemaException;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Provider;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Route;
import io.camelgenai.simulator.upload.InlineFiles;
import io.camelgenai.simulator.webhook.Signer;
import io.camelgenai.simulator.webhook.Webhooks;
import io.camelgenai.simulator.webhook.Webhooks.Announcement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.PatternSyntaxException;
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
    private final SeededRandom requestIds;
    private final List<Route> routes = new ArrayList<>();
    private @Nullable Webhooks webhooks;

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
        this.requestIds = new SeededRandom(options.seed(), name + " requests");
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
     * @throws ErrorResponseException with the given response if there is none with this prefix, or if the options do not
     *     accept it
     */
    protected final String requireKey(Request request, String prefix, Response unauthorized) {
        String key = request.bearer();
        if (key == null || !key.startsWith(prefix)) {
            throw new ErrorResponseException(unauthorized);
        }
        return accepted(key, unauthorized);
    }

    /**
     * Returns a key.
     *
     * @throws ErrorResponseException with the given response if the options do not accept it
     */
    protected final String accepted(String key, Response unauthorized) {
        if (!options.apiKeys().isEmpty() && !options.apiKeys().contains(key)) {
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

    /**
     * Notes the files in the body of a create.
     *
     * @param invalid the response to a file that is not what it should be, given the reason
     * @throws ErrorResponseException with this response
     */
    protected final List<ReceivedFile> receive(Request request, Function<String, Response> invalid) {
        JsonNode body = request.json();
        if (body == null) {
            return List.of();
        }
        try {
            List<ReceivedFile> files = InlineFiles.in(name, body);
            files.forEach(created.files()::add);
            return files;
        } catch (InlineFiles.InvalidFileException e) {
            throw new ErrorResponseException(invalid.apply(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Creates the text of a generation: prose, or JSON that fits a schema.
     *
     * @param markers what the prompt asks for
     * @param schema the JSON schema, or null for prose
     * @param maxTokens where the text is truncated
     * @param invalid the response to a schema that no text fits, given the reason
     * @throws ErrorResponseException with this response
     */
    protected final TimedText text(
            PromptMarkers markers, @Nullable JsonNode schema, int maxTokens, Function<String, Response> invalid) {
        return text(options, markers, schema, maxTokens, invalid);
    }

    /**
     * Creates the text of a generation, for a model without a provider of its own.
     *
     * @see #text(PromptMarkers, JsonNode, int, Function)
     */
    public static TimedText text(
            SimulatorOptions options,
            PromptMarkers markers,
            @Nullable JsonNode schema,
            int maxTokens,
            Function<String, Response> invalid) {
        if (schema == null) {
            return new TimedText(markers, options, maxTokens);
        }
        SeededRandom random = new SeededRandom(options.seed(), "schema", markers.subject());
        try {
            byte[] json = Json.bytes(SchemaSample.of(schema, markers.subject(), random));
            List<String> tokens = Tokenizer.tokens(new String(json, StandardCharsets.UTF_8));
            return new TimedText(tokens, markers, options, maxTokens);
        } catch (UnfitSchemaException | PatternSyntaxException e) {
            throw new ErrorResponseException(invalid.apply("No text fits the schema: " + e.getMessage()));
        }
    }

    /**
     * Sends a webhook when a generation is over.
     *
     * @param url the URL in the create; null for the one that was set up at the provider, if any
     * @param body the body, once it is over
     * @param signer signs it
     */
    protected final void announce(G generation, @Nullable String url, Supplier<JsonNode> body, Signer signer) {
        if (webhooks != null) {
            webhooks.announce(
                    new Announcement(
                            name, generation.id(), generation::isTerminal, () -> Json.bytes(body.get()), signer),
                    url);
        }
    }

    @Override
    public final void sendBy(Webhooks sender) {
        webhooks = sender;
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

    /** Counts what is created, and what comes with it. */
    protected final CreationLog created() {
        return created;
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

    /** Returns a header with a new id of a request, as SDKs show it with every answer and error. */
    protected final Map<String, String> requestId(String header) {
        return Map.of(header, "req_" + requestIds.hex());
    }

    /** Returns the random numbers that ids are made from. */
    protected final SeededRandom ids() {
        return ids;
    }
}
