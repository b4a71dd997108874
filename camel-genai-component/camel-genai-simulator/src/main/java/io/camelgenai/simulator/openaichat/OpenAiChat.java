package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Objects;

/** OpenAI's chat completions. The base URL takes the place of the one that ends in {@code /v1}. */
public final class OpenAiChat extends ProviderSupport<Completion> {
    static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"error":{"message":"$message","type":"$type","param":"$param","code":"$code"}}""", """
                    500 server_error
                    400 invalid_request context_length_exceeded content_filter unknown_parameter
                    401 invalid_api_key
                    403 unsupported_country_region_territory
                    404 model_not_found
                    405 method_not_allowed
                    429 rate_limit_exceeded insufficient_quota
                    503 overloaded
                    """)
            .withTypes("""
                    400 invalid_request_error
                    429 rate_limit_error
                    500 server_error
                    502 server_error
                    503 server_error
                    504 server_error
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRetryAfter("Retry-After");
    private static final Response CONTENT_REJECTED =
            ERRORS.error(400, "content_filter", "The prompt was refused", "param", "messages");
    private static final JsonTemplate MODEL = JsonTemplate.of("""
            {"id":"$id","object":"model","created":1715367049,"owned_by":"simulator"}""");
    private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "llama3:8b");

    /** Creates a provider without completions. */
    public OpenAiChat(SimulatorOptions options, CreationLog created) {
        // Only completions that are stored on request can be read again; this provider stores none.
        super("openai-chat", options, created, completion -> true);
        route("POST", "/chat/completions", "create", this::create);
        route("GET", "/models", "models", this::models);
    }

    @Override
    public String sampleKey() {
        return Objects.requireNonNullElseGet(options().openAiChatKey(), super::sampleKey);
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    private void create(HttpExchange exchange) {
        String key = key(exchange.request());
        ChatRequest request = ChatRequest.read(exchange.request());
        PromptMarkers markers = request.markers();
        admit(key, markers, ERRORS, CONTENT_REJECTED);
        TimedText text = new TimedText(markers, options(), request.maxTokens());
        Completion completion = add(new Completion("chatcmpl-" + ids().hex(), key, request, text));
        if (request.stream()) {
            StreamPlayer.play(exchange, completion, completion.script());
        } else {
            Response response = text.fails() ? ERRORS.status(500) : Response.json(200, completion.document());
            exchange.schedule(completion.remainingNanos(), () -> exchange.respond(response));
        }
    }

    private void models(HttpExchange exchange) {
        key(exchange.request());
        ArrayNode data = Json.array();
        MODELS.forEach(model -> data.add(MODEL.fill("id", model)));
        exchange.respond(Response.json(200, Json.object().put("object", "list").set("data", data)));
    }

    /** Returns the key of a request, empty for none: self-hosted servers require no key and accept any. */
    private String key(Request request) {
        String key = request.bearer();
        String required = options().openAiChatKey();
        if (required != null && !required.equals(key)) {
            throw new ErrorResponseException(ERRORS.status(401));
        }
        return key == null ? "" : key;
    }
}
