package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.RateLimits;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Elumenta's API, version 2. */
public final class Elumenta extends ProviderSupport<Generation> {
    static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"error":"$code","message":"$message","details":{}}""", """
                    500 provider_error
                    400 bad_request
                    401 not_authenticated token_expired
                    402 insufficient_tokens
                    403 insufficient_plan
                    404 not_found
                    405 bad_request
                    422 validation_error
                    429 rate_limit_exceeded
                    503 model_unavailable
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRateLimitMessage("Too many requests")
            .withRateLimitTemplate("""
                    {"error":"$code","message":"$message","retry_after":"$waitSeconds","plan":"vip",
                     "limit_hour":"$limit","limit_day":"$dailyLimit"}""");
    private static final Response CONTENT_REJECTED = ERRORS.error(400, "bad_request", "The prompt was refused");

    private static final JsonTemplate BALANCE = JsonTemplate.of("""
            {"token_balance":"$balance","plan":"$plan","plan_expires_at":null}""");
    private static final JsonTemplate ACCOUNT = JsonTemplate.of("""
            {"id":"$id","name":"Somebody","email":"somebody@example.com","telegram_username":null,"avatar_url":null,
             "token_balance":"$balance","plan":"$plan","plan_expires_at":null,"token_limit":10000000,
             "rate_limit_hourly":"$hourly","rate_limit_daily":"$daily","auth_methods":["email"]}""");
    private static final JsonTemplate MODEL = JsonTemplate.of("""
            {"slug":"$slug","name":"$name","category":"$category","provider":"simulator","min_plan":"$plan",
             "token_cost":"$cost","min_token_cost":"$cost","max_token_cost":"$maxCost",
             "description_ru":"Модель симулятора","supports_streaming":"$text","config":"$config"}""");
    private static final JsonTemplate IMAGE_CONFIG = JsonTemplate.of("""
            {"sizes":["1024x1024","1536x1024","1024x1536"],"formats":["webp","png","jpeg"],
             "quality_options":["standard","hd"]}""");
    private static final JsonTemplate NO_CONFIG = JsonTemplate.of("{}");
    private static final long INITIAL_TOKENS = 10_000_000;
    private static final String KEY_PREFIX = "nb_";

    private final FileStore files;
    private final Map<String, Long> spentOnDeleted = new HashMap<>();
    private long lastId = 10_000;

    /** Creates a provider without generations. */
    public Elumenta(SimulatorOptions options, CreationLog created) {
        // The simulated plan keeps generations for as long as the simulator runs.
        super("elumenta", options, created, generation -> false);
        this.files = new FileStore(name(), options, store()::find);
        route("POST", "/generate", "create", this::create);
        route("POST", "/generate/stream", "stream", this::stream);
        route("GET", "/generate/{id}", "get", exchange -> respond(exchange, found(exchange)));
        route("GET", "/user/history", "list", this::history);
        route("DELETE", "/user/history/{id}", "delete", this::delete);
        route("GET", "/balance", "balance", exchange -> account(exchange, BALANCE));
        route("GET", "/user/me", "me", exchange -> account(exchange, ACCOUNT));
        route("GET", "/models/{slug}", "model", this::model);
        routes(files.routes());
    }

    @Override
    public String sampleKey() {
        return KEY_PREFIX + "simulator";
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    @Override
    public Map<String, String> headers(Request request) {
        if (request.path().contains("/files/")) {
            return Map.of();
        }
        String key = request.bearer();
        RateLimits.Usage usage = limits().usage(key == null ? "" : key);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit-Hour", String.valueOf(usage.limit()));
        headers.put("X-RateLimit-Remaining-Hour", String.valueOf(usage.remaining()));
        headers.put("X-RateLimit-Limit-Day", String.valueOf(usage.dailyLimit()));
        headers.put("X-RateLimit-Remaining-Day", String.valueOf(usage.dailyLimit() - usage.used()));
        headers.put("X-RateLimit-Reset-Hour", String.valueOf(usage.resets().getEpochSecond()));
        return headers;
    }

    @Override
    public void reset() {
        super.reset();
        spentOnDeleted.clear();
    }

    /** Responds to the create of a text when it is complete, and to others immediately. */
    private void create(HttpExchange exchange) {
        String key = key(exchange);
        Generation generation = created(key, GenerationRequest.read(exchange.request()), exchange.request());
        if (generation.text() == null) {
            exchange.respond(Response.json(200, generation.pending()));
        } else {
            exchange.schedule(generation.remainingNanos(), () -> respond(exchange, generation));
        }
    }

    private void stream(HttpExchange exchange) {
        String key = key(exchange);
        GenerationRequest request = GenerationRequest.read(exchange.request());
        if (request.medium() != Medium.TEXT) {
            throw new ErrorResponseException(
                    ERRORS.error(400, "bad_request", "The model " + request.model() + " cannot be streamed"));
        }
        Generation generation = created(key, request, exchange.request());
        TimedText text = generation.text();
        if (text != null) {
            StreamPlayer.play(exchange, generation, generation.script(text));
        }
    }

    private Generation created(String key, GenerationRequest request, Request sent) {
        receive(sent, message -> ERRORS.error(400, "bad_request", message));
        admit(key, request.markers(), ERRORS, CONTENT_REJECTED);
        return add(Generation.of(++lastId, key, request, options()));
    }

    private void respond(HttpExchange exchange, Generation generation) {
        exchange.respond(Response.json(200, generation.document(files, exchange.request())));
    }

    private void delete(HttpExchange exchange) {
        Generation generation = found(exchange);
        spentOnDeleted.merge(generation.owner(), (long) generation.tokensSpent(), Long::sum);
        store().remove(generation.id());
        exchange.respond(Response.of(204, "application/json", new byte[0]));
    }

    private Generation found(HttpExchange exchange) {
        return require(exchange, key(exchange), ERRORS.error(404, "not_found", "Generation not found"));
    }

    private void history(HttpExchange exchange) {
        List<Generation> newest = store().newest(exchange, key(exchange));
        HistoryRequest request = HistoryRequest.read(exchange.request());
        exchange.respond(Response.json(200, request.page(newest, files, exchange.request())));
    }

    private void account(HttpExchange exchange, JsonTemplate template) {
        String key = key(exchange);
        long spent = store().newest(exchange, key).stream()
                .mapToLong(Generation::tokensSpent)
                .sum();
        RateLimits.Usage usage = limits().usage(key);
        boolean limited = limits().isLimited();
        ObjectNode document = template.fill(
                "id", Math.floorMod(key.hashCode(), 1_000_000),
                "balance", INITIAL_TOKENS - spent - spentOnDeleted.getOrDefault(key, 0L),
                "plan", limited ? "vip" : "elite",
                "hourly", limited ? usage.limit() : 0,
                "daily", limited ? usage.dailyLimit() : 0);
        exchange.respond(Response.json(200, document));
    }

    private void model(HttpExchange exchange) {
        key(exchange);
        String slug = exchange.pathParameter("slug");
        Medium medium = Medium.ofModel(slug);
        if (medium == null) {
            throw new ErrorResponseException(ERRORS.error(404, "not_found", "Model " + slug + " not found"));
        }
        boolean text = medium == Medium.TEXT;
        String plan = text ? "free" : "basic";
        int cost = Generation.cost(medium);
        int maxCost = 10 * cost;
        JsonTemplate config = medium == Medium.IMAGE ? IMAGE_CONFIG : NO_CONFIG;
        ObjectNode document = MODEL.fill(
                "slug", slug,
                "name", Generation.modelName(slug),
                "category", Generation.category(medium),
                "plan", plan,
                "cost", cost,
                "maxCost", maxCost,
                "text", text,
                "config", config.fill());
        exchange.respond(Response.json(200, document));
    }

    private String key(HttpExchange exchange) {
        return requireKey(exchange.request(), KEY_PREFIX, ERRORS.status(401));
    }
}
