package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.schema.UnfitSchemaException;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.openai.OpenAiErrors;
import io.camelgenai.simulator.openai.OpenAiFiles;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. The base URL takes the place of the one that ends in {@code /v1}. */
public final class OpenAiChat extends ProviderSupport<Completion> {
    static final ErrorEnvelope ERRORS = OpenAiErrors.with("""
            400 invalid_request context_length_exceeded content_filter unknown_parameter
            409 conflict
            422 unprocessable_entity
            """);
    static final Response CONTENT_REJECTED =
            ERRORS.error(400, "content_filter", "The prompt was refused", "param", "messages");
    private static final JsonTemplate MODEL = JsonTemplate.of("""
            {"id":"$id","object":"model","created":1715367049,"owned_by":"simulator"}""");
    private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "llama3:8b");

    private final OpenAiFiles files;

    /** Creates a provider without completions. */
    public OpenAiChat(SimulatorOptions options, CreationLog created) {
        // Only completions that are stored on request can be read again; this provider stores none.
        super("openai-chat", options, created, completion -> true);
        files = new OpenAiFiles(name(), created, ids(), this::key);
        routes(files.routes());
        route("POST", "/chat/completions", "create", this::create);
        route("GET", "/models", "models", this::models);
        route("GET", "/models/{id...}", "model", this::model);
    }

    @Override
    public String sampleKey() {
        return Objects.requireNonNullElseGet(options().openAiChatKey(), super::sampleKey);
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

    private void create(HttpExchange exchange) {
        String key = key(exchange.request());
        ChatRequest request = ChatRequest.read(exchange.request());
        receive(exchange.request(), message -> invalid(message, "messages"));
        files.requireKnown(exchange.request(), key);
        if (!options().openAiChatModels().isEmpty()) {
            requireModel(request.model());
        }
        admit(key, request.markers(), ERRORS, CONTENT_REJECTED);
        String id = "chatcmpl-" + ids().hex();
        Completion completion = add(new Completion(id, key, request, choices(request, id)));
        if (request.stream()) {
            StreamPlayer.play(exchange, completion, completion.script());
        } else {
            Response response = completion.fails() ? ERRORS.status(500) : Response.json(200, completion.document());
            exchange.schedule(completion.remainingNanos(), () -> exchange.respond(response));
        }
    }

    private List<Choice> choices(ChatRequest request, String id) {
        try {
            return new Choices(request, options()).create(id);
        } catch (UnfitSchemaException | PatternSyntaxException e) {
            throw new ErrorResponseException(
                    invalid("The simulator found no value for a schema: " + e.getMessage(), null));
        }
    }

    private void models(HttpExchange exchange) {
        key(exchange.request());
        ArrayNode data = Json.array();
        models().forEach(model -> data.add(MODEL.fill("id", model)));
        exchange.respond(Response.json(200, Json.object().put("object", "list").set("data", data)));
    }

    private void model(HttpExchange exchange) {
        key(exchange.request());
        String model = exchange.pathParameter("id");
        requireModel(model);
        exchange.respond(Response.json(200, MODEL.fill("id", model)));
    }

    private void requireModel(String model) {
        if (!models().contains(model)) {
            String message = "The model `" + model + "` does not exist or you do not have access to it.";
            throw new ErrorResponseException(ERRORS.error(404, "model_not_found", message));
        }
    }

    private List<String> models() {
        return options().openAiChatModels().isEmpty() ? MODELS : options().openAiChatModels();
    }

    /** Returns the response to a request that the provider refuses without a code. */
    static Response invalid(String message, @Nullable String param) {
        return ERRORS.error(400, "invalid_request", message, "param", param, "code", null);
    }

    /** Returns the key of a request, empty for none: self-hosted servers require no key and accept any. */
    private String key(Request request) {
        String key = request.bearer();
        String required = options().openAiChatKey();
        if (required != null && !required.equals(key)) {
            throw new ErrorResponseException(ERRORS.status(401));
        }
        return accepted(key == null ? "" : key, ERRORS.status(401));
    }
}
