package io.camelgenai.simulator.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Gemini's {@code generateContent} and {@code streamGenerateContent}, according to the vendor's SDKs and answers recorded by
 * others. From memory: that a request without a key is answered with 403, and that an error of a stream comes in a list.
 */
public final class Gemini extends ProviderSupport<ContentAnswer> {
    private static final String CREATE = "generateContent";
    private static final String CREATE_STREAM = "streamGenerateContent";
    private static final String ERROR = """
            {"error":{"code":"$status","message":"$message","status":"$CODE"}}""";
    private static final String RATE_LIMIT_ERROR = """
            {"error":{"code":429,"message":"$message","status":"$CODE","details":[
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[]},
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"$wait"}]}}""";
    private static final ErrorEnvelope ERRORS = ErrorEnvelope.of(ERROR, """
                    500 internal
                    400 invalid_argument failed_precondition
                    401 unauthenticated
                    403 permission_denied
                    404 not_found
                    405 unimplemented
                    429 resource_exhausted
                    503 unavailable
                    504 deadline_exceeded
                    """)
            .withRateLimitTemplate(RATE_LIMIT_ERROR)
            .withRequestedMessage("Refused as the prompt demands");
    private static final JsonTemplate BLOCKED = JsonTemplate.of("""
            {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},
             "usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"modelVersion":"$model","responseId":"$id"}""");

    /** Creates a provider without answers. */
    public Gemini(SimulatorOptions options, CreationLog created) {
        // An answer cannot be read again.
        super("gemini", options, created, answer -> true);
        for (String version : List.of("v1", "v1beta")) {
            route("POST", "/" + version + "/models/{call}", "create", this::create);
        }
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    static Response invalid(String message) {
        return ERRORS.error(400, "invalid_argument", message);
    }

    /** Returns the frame with which a stream fails. */
    static ObjectNode failure(PromptMarkers markers) {
        String code = markers.failCode();
        return code == null
                ? ERRORS.document(503, "unavailable", "The model is overloaded. Please try again later.")
                : ERRORS.document(500, code, "The model stopped answering");
    }

    private void create(HttpExchange exchange) {
        String call = exchange.pathParameter("call");
        String method = call.substring(call.lastIndexOf(':') + 1);
        boolean stream = method.equals(CREATE_STREAM);
        if (!stream && !method.equals(CREATE)) {
            throw new ErrorResponseException(ERRORS.status(404));
        }
        try {
            answer(exchange, call.substring(0, call.length() - method.length() - 1), stream);
        } catch (ErrorResponseException e) {
            throw stream ? new ErrorResponseException(inList(e.response())) : e;
        }
    }

    private void answer(HttpExchange exchange, String model, boolean stream) {
        String key = key(exchange.request());
        ContentRequest request = ContentRequest.read(exchange.request());
        receive(exchange.request(), Gemini::invalid);
        PromptMarkers markers = request.markers();
        String id = ids().hex();
        admit(key, markers, ERRORS, blocked(model, id, stream));
        TimedText text = text(markers, request.schema(), request.maxTokens(), Gemini::invalid);
        ContentAnswer answer = add(new ContentAnswer(id, key, model, request, text));
        if (stream && "sse".equals(exchange.request().parameter("alt"))) {
            StreamPlayer.play(exchange, answer, ContentChunks.of(answer));
            return;
        }
        Response whole = answer.fails() ? ERRORS.status(500) : Response.json(200, answer.document());
        Response response = stream ? inList(whole) : whole;
        exchange.schedule(answer.remainingNanos(), () -> exchange.respond(response));
    }

    /** A prompt that is refused has no answer, and is no error. */
    private static Response blocked(String model, String id, boolean stream) {
        ObjectNode document = BLOCKED.fill("model", model, "id", id);
        return stream
                ? Response.of(200, ServerSentEvents.MEDIA_TYPE, ServerSentEvents.data(document))
                : Response.json(200, document);
    }

    /** Without events a stream is a list of documents. */
    private static Response inList(Response response) {
        JsonNode document = Json.parse(new String(response.body(), StandardCharsets.UTF_8));
        return document == null
                ? response
                : response.withBody(response.status(), Json.bytes(Json.array().add(document)));
    }

    private String key(Request request) {
        String key = request.header("x-goog-api-key");
        if (key == null || key.isBlank()) {
            throw new ErrorResponseException(ERRORS.error(
                    403, "permission_denied", "Method doesn't allow unregistered callers. Please use API Key."));
        }
        return accepted(key, invalid("API key not valid. Please pass a valid API key."));
    }
}
