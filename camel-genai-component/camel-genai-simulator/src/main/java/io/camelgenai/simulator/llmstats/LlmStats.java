package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The generations of the LLM Stats gateway: created by POST, long polling on POST and GET, never streamed. */
public final class LlmStats extends ProviderSupport<Generation> {
    static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"error":{"code":"$code","message":"$message","param":"$param"}}""", """
                    500 internal_error
                    400 invalid_input
                    401 unauthenticated
                    402 insufficient_quota
                    403 model_unavailable
                    404 not_found
                    405 invalid_input
                    413 invalid_input
                    422 content_policy
                    429 rate_limited
                    502 provider_unavailable
                    503 provider_unavailable
                    504 provider_timeout
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRetryAfter("Retry-After");
    private static final Response UNAUTHENTICATED =
            ERRORS.error(401, "unauthenticated", "A key is required: Authorization: Bearer ze_...");
    private static final Response NOT_FOUND = ERRORS.error(404, "not_found", "There is no such generation");
    private static final Response CONTENT_REJECTED =
            ERRORS.error(422, "content_policy", "The prompt was refused", "param", "input.prompt");

    private static final String GENERATION = """
            {"id":"$id","object":"generation","status":"$status","model":"$model","created_at":"$created"%s}""";
    private static final JsonTemplate PENDING = JsonTemplate.of(GENERATION.formatted(""));
    private static final JsonTemplate FAILED = JsonTemplate.of(GENERATION.formatted("""
            ,"completed_at":"$completed",
            "error":{"code":"$code","message":"The result was held back by the content filter"},
            "usage":{"cost_usd":"$cost"}"""));
    private static final JsonTemplate COMPLETED = JsonTemplate.of(GENERATION.formatted("""
            ,"completed_at":"$completed","output":{"media":"$media"},"usage":{"cost_usd":"$cost"}"""));
    private static final String KEY_PREFIX = "ze_";
    private static final long MAX_RETRY_SECONDS = 5;

    private final FileStore files;

    /** Creates a provider without generations. */
    public LlmStats(SimulatorOptions options, CreationLog created) {
        // A generation can still be read hours later; the documentation names no limit.
        super("llmstats", options, created, generation -> false);
        this.files = new FileStore(name(), options, store()::find);
        route("POST", "/v1/generations", "create", this::create);
        route("GET", "/v1/generations/{id}", "get", this::get);
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

    private void create(HttpExchange exchange) {
        String key = requireKey(exchange.request(), KEY_PREFIX, UNAUTHENTICATED);
        GenerationRequest request = GenerationRequest.read(exchange.request());
        receive(exchange.request(), message -> ERRORS.error(400, "invalid_input", message));
        admit(key, request.markers(), ERRORS, CONTENT_REJECTED);
        Generation generation = add(new Generation("gen_" + ids().hex(), key, request, options()));
        respondWhenTerminal(exchange, generation, request.waitSeconds());
    }

    private void get(HttpExchange exchange) {
        String key = requireKey(exchange.request(), KEY_PREFIX, UNAUTHENTICATED);
        Generation generation = require(exchange, key, NOT_FOUND);
        respondWhenTerminal(
                exchange,
                generation,
                GenerationRequest.waitSeconds(exchange.request().query()));
    }

    /** Responds when the generation is terminal, or when the wait is over. */
    private void respondWhenTerminal(HttpExchange exchange, Generation generation, int waitSeconds) {
        long nanos = Math.min(TimeUnit.SECONDS.toNanos(waitSeconds), generation.remainingNanos());
        if (nanos <= 0) {
            exchange.respond(document(generation, exchange.request()));
        } else {
            exchange.schedule(nanos, () -> exchange.respond(document(generation, exchange.request())));
        }
    }

    /** Returns the document of a generation, the same on POST and GET; it has no fields that are not documented. */
    private Response document(Generation generation, Request request) {
        long remaining = generation.remainingNanos();
        String status = generation.status();
        boolean failed = status.equals("failed");
        boolean pending = status.equals("queued") || status.equals("running");
        JsonTemplate template = pending ? PENDING : failed ? FAILED : COMPLETED;
        Response response = Response.json(
                200,
                template.fill(
                        "id", generation.id(),
                        "status", status,
                        "model", generation.model(),
                        "created", generation.createdAt(),
                        "completed", generation.endedAt(),
                        "code", generation.failCode(),
                        "media", pending || failed ? null : media(generation, request),
                        "cost", cost(generation, failed ? 0 : generation.count())));
        if (pending) {
            long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(remaining + 999_999_999));
            return response.with("Cache-Control", "no-store")
                    .with("Retry-After", String.valueOf(Math.min(MAX_RETRY_SECONDS, seconds)));
        }
        return response.with("Cache-Control", "private, max-age=60");
    }

    private static BigDecimal cost(Generation generation, int results) {
        return new BigDecimal(generation.isVideo() ? "0.50" : "0.04").multiply(BigDecimal.valueOf(results));
    }

    private ArrayNode media(Generation generation, Request request) {
        ArrayNode media = Json.array();
        for (int i = 0; i < generation.count(); i++) {
            GeneratedFile file = Objects.requireNonNull(generation.file(i));
            media.addObject()
                    .put("url", files.url(generation.id(), i, file, request))
                    .put("format", file.extension());
        }
        return media;
    }
}
