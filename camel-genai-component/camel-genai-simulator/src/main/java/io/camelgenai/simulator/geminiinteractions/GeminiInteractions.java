package io.camelgenai.simulator.geminiinteractions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Objects;

/**
 * Gemini's interactions, according to the vendor's SDK of September 2026 and streams recorded by others. From memory: the codes
 * of the errors but for three, the answers to a cancel that comes too late, and that each event has an id where the interaction
 * is stored.
 */
public final class GeminiInteractions extends ProviderSupport<Interaction> {
    private static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"error":{"code":"$code","message":"$message"}}""", """
                    500 internal_error
                    400 invalid_request failed_precondition prohibited_content
                    401 unauthenticated
                    403 permission_denied
                    404 not_found
                    405 method_not_allowed
                    429 resource_exhausted
                    503 unavailable
                    504 deadline_exceeded
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRetryAfter("Retry-After");
    private static final Response CONTENT_REJECTED =
            ERRORS.error(400, "prohibited_content", "The prompt was refused by the content filter.");

    /** Creates a provider without interactions. */
    public GeminiInteractions(SimulatorOptions options, CreationLog created) {
        super("gemini-interactions", options, created, interaction -> !interaction.isStored());
        for (String version : List.of("v1", "v1beta")) {
            String interactions = "/" + version + "/interactions";
            route("POST", interactions, "create", this::create);
            route("GET", interactions + "/{id}?stream=true", "stream", this::stream);
            route("GET", interactions + "/{id}", "get", this::get);
            route("POST", interactions + "/{id}/cancel", "cancel", this::cancel);
            route("DELETE", interactions + "/{id}", "delete", this::delete);
        }
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    @Override
    public void forget(String id) {
        Interaction interaction = store().find(id);
        if (interaction != null) {
            store().remove(id);
            interaction.forget();
        }
    }

    static ErrorResponseException invalid(String message) {
        return new ErrorResponseException(ERRORS.error(400, "invalid_request", message));
    }

    /** Returns the error of an interaction that fails. */
    static ObjectNode failure(PromptMarkers markers) {
        String code = Objects.requireNonNullElse(markers.failCode(), "internal_error");
        return (ObjectNode)
                ERRORS.document(500, code, "The model stopped answering").get("error");
    }

    private void create(HttpExchange exchange) {
        String key = key(exchange.request());
        InteractionRequest request = InteractionRequest.read(exchange.request());
        receive(exchange.request(), message -> invalid(message).response());
        requirePrevious(request, key);
        PromptMarkers markers = request.markers();
        admit(key, markers, ERRORS, CONTENT_REJECTED);
        TimedText text = text(markers, request.schema(), request.maxTokens(), reason -> invalid(reason)
                .response());
        Interaction interaction = add(new Interaction("v1_" + ids().hex(), key, request, text));
        if (request.stream()) {
            play(exchange, interaction, InteractionEvents.of(interaction));
        } else if (request.background()) {
            exchange.respond(Response.json(200, interaction.document(interaction.status())));
        } else {
            exchange.schedule(
                    interaction.remainingNanos(),
                    () -> exchange.respond(Response.json(200, interaction.document(interaction.finalStatus()))));
        }
    }

    private void requirePrevious(InteractionRequest request, String key) {
        String previous = request.previous();
        Interaction found = previous == null ? null : store().find(previous);
        if (previous != null && (found == null || !found.owner().equals(key))) {
            throw invalid("The previous interaction was not found.");
        }
    }

    private void get(HttpExchange exchange) {
        Interaction interaction = interaction(exchange);
        if (exchange.request().parameter("last_event_id") != null) {
            throw invalid("'last_event_id' can only be used if 'stream' is true.");
        }
        exchange.respond(Response.json(200, interaction.document(interaction.status())));
    }

    private void stream(HttpExchange exchange) {
        Interaction interaction = interaction(exchange);
        String after = exchange.request().parameter("last_event_id");
        StreamScript all = InteractionEvents.of(interaction);
        play(exchange, interaction, after == null ? all : all.from(InteractionEvents.number(after) + 1));
    }

    private static void play(HttpExchange exchange, Interaction interaction, StreamScript script) {
        StreamPlayer.play(exchange, interaction, script);
    }

    private void cancel(HttpExchange exchange) {
        Interaction interaction = interaction(exchange);
        JsonNode body = Json.parse(exchange.request().body());
        if (body != null && !(body.isObject() && body.isEmpty())) {
            throw invalid("A cancel has no parameters.");
        }
        if (!interaction.request().background() || interaction.isTerminal()) {
            throw new ErrorResponseException(
                    ERRORS.error(400, "failed_precondition", "The interaction is not running in the background."));
        }
        interaction.stop();
        exchange.respond(Response.json(200, interaction.document(interaction.status())));
    }

    private void delete(HttpExchange exchange) {
        forget(interaction(exchange).id());
        exchange.respond(Response.json(200, Json.object()));
    }

    private Interaction interaction(HttpExchange exchange) {
        return require(
                exchange,
                key(exchange.request()),
                ERRORS.error(404, "not_found", "Failed to get completed interaction: Result not found."));
    }

    private String key(Request request) {
        String key = request.header("x-goog-api-key");
        if (key == null || key.isBlank()) {
            throw new ErrorResponseException(ERRORS.error(401, "unauthenticated", "An API key is required."));
        }
        return accepted(
                key, invalid("API key not valid. Please pass a valid API key.").response());
    }
}
