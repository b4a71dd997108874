package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.schema.UnfitSchemaException;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.openai.OpenAiErrors;
import io.camelgenai.simulator.openai.OpenAiFiles;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/**
 * OpenAI's responses, according to its OpenAPI file of August 2026 and its guide to background mode. The base URL takes the
 * place of the one that ends in {@code /v1}. From memory: the errors of a cancel of a synchronous response and of an unknown
 * previous response, and that a stream that is opened by id without a number begins with the first event.
 */
public final class OpenAiResponses extends ProviderSupport<ModelResponse> {
    static final ErrorEnvelope ERRORS = OpenAiErrors.with("""
            400 invalid_request invalid_prompt context_length_exceeded unknown_parameter
            """);

    /** The guide says "roughly 10 minutes". */
    private static final Duration RETENTION = Duration.ofMinutes(10);

    private static final Response CONTENT_REJECTED =
            ERRORS.error(400, "invalid_prompt", "The prompt was refused", "param", "input");
    private static final JsonTemplate DELETED = JsonTemplate.of("""
            {"id":"$id","object":"response","deleted":true}""");

    private final OpenAiFiles files;

    /** Creates a provider without responses. */
    public OpenAiResponses(SimulatorOptions options, CreationLog created) {
        super(
                "openai-responses",
                options,
                created,
                response -> response.isTerminal()
                        && Instant.now().isAfter(response.endedAt().plus(retention(options))));
        files = new OpenAiFiles(name(), created, ids(), this::key);
        routes(files.routes());
        route("POST", "/responses", "create", this::create);
        route("GET", "/responses/{id}?stream=true", "stream", this::stream);
        route("GET", "/responses/{id}", "get", this::get);
        route("POST", "/responses/{id}/cancel", "cancel", this::cancel);
        route("DELETE", "/responses/{id}", "delete", this::delete);
    }

    private static Duration retention(SimulatorOptions options) {
        return options.retention().compareTo(RETENTION) < 0 ? options.retention() : RETENTION;
    }

    @Override
    public String sampleKey() {
        return "sk-simulator";
    }

    @Override
    public void reset() {
        super.reset();
        files.clear();
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    @Override
    public Map<String, String> headers(Request request) {
        return requestId("x-request-id");
    }

    @Override
    public void forget(String id) {
        ModelResponse response = store().find(id);
        if (response != null) {
            store().remove(id);
            response.forget();
        }
    }

    private void create(HttpExchange exchange) {
        String key = key(exchange.request());
        ResponseRequest request = ResponseRequest.read(exchange.request());
        receive(exchange.request(), message -> ResponseRequest.rejected("input", message)
                .response());
        files.requireKnown(exchange.request(), key);
        requirePrevious(request, key);
        PromptMarkers markers = request.markers();
        admit(key, markers, ERRORS, CONTENT_REJECTED);
        String id = "resp_" + ids().hex();
        ModelResponse response = add(new ModelResponse(id, key, request, output(id, request)));
        if (request.stream()) {
            play(exchange, response, ResponseEvents.of(response));
        } else if (request.background()) {
            exchange.respond(Response.json(200, response.document(response.status())));
        } else {
            exchange.schedule(
                    response.remainingNanos(),
                    () -> exchange.respond(Response.json(200, response.document(response.finalStatus()))));
        }
    }

    private Output output(String id, ResponseRequest request) {
        if (request.functions().isEmpty()) {
            TimedText text =
                    text(request.markers(), request.schema(), request.maxTokens(), reason -> ResponseRequest.rejected(
                                    "text.format.schema", reason)
                            .response());
            return Outputs.message(id, request, text);
        }
        try {
            return Outputs.calls(id, request, options());
        } catch (UnfitSchemaException | PatternSyntaxException e) {
            throw ResponseRequest.rejected("tools", "No arguments fit the schema: " + e.getMessage());
        }
    }

    private void requirePrevious(ResponseRequest request, String key) {
        String previous = request.previousResponse();
        ModelResponse found = previous == null ? null : store().find(previous);
        if (previous != null && (found == null || !found.owner().equals(key))) {
            throw new ErrorResponseException(ERRORS.error(
                    400,
                    "previous_response_not_found",
                    "Previous response with id '" + previous + "' not found.",
                    "param",
                    "previous_response_id"));
        }
    }

    private void get(HttpExchange exchange) {
        ModelResponse response = response(exchange);
        exchange.respond(Response.json(200, response.document(response.status())));
    }

    private void stream(HttpExchange exchange) {
        ModelResponse response = response(exchange);
        if (!response.request().background()) {
            throw notStreamable("background");
        }
        if (!response.request().stream()) {
            throw notStreamable("stream");
        }
        play(exchange, response, ResponseEvents.of(response).from(first(exchange.request())));
    }

    private static ErrorResponseException notStreamable(String missing) {
        return ResponseRequest.rejected(
                "stream", "This response cannot be streamed because it was not created with " + missing + "=true.");
    }

    /** Returns the number of the first event that is wanted. */
    private static int first(Request request) {
        String after = request.parameter("starting_after");
        if (after == null) {
            return 0;
        }
        if (!after.matches("\\d{1,9}")) {
            throw ResponseRequest.rejected("starting_after", "Invalid type for 'starting_after': expected an integer.");
        }
        return Integer.parseInt(after) + 1;
    }

    private void play(HttpExchange exchange, ModelResponse response, StreamScript script) {
        StreamPlayer.play(
                exchange,
                response,
                script,
                ResponseEvents.KEEP_ALIVE,
                options().pingInterval().toNanos());
    }

    /** A response that is terminal already keeps its status. */
    private void cancel(HttpExchange exchange) {
        ModelResponse response = response(exchange);
        JsonNode body = Json.parse(exchange.request().body());
        if (body != null && !(body.isObject() && body.isEmpty())) {
            throw ResponseRequest.rejected("body", "A cancel has no parameters.");
        }
        if (!response.request().background()) {
            throw ResponseRequest.rejected("background", "Cannot cancel a synchronous response.");
        }
        response.stop();
        exchange.respond(Response.json(200, response.document(response.status())));
    }

    private void delete(HttpExchange exchange) {
        String id = response(exchange).id();
        forget(id);
        exchange.respond(Response.json(200, DELETED.fill("id", id)));
    }

    private ModelResponse response(HttpExchange exchange) {
        String message = "Response with id '" + exchange.pathParameter("id") + "' not found.";
        return require(
                exchange, key(exchange.request()), ERRORS.error(404, "invalid_request_error", message, "code", null));
    }

    private String key(Request request) {
        return requireKey(request, "", ERRORS.status(401));
    }
}
