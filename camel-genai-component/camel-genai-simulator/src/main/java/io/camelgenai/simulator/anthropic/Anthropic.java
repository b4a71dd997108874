package io.camelgenai.simulator.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Anthropic's messages, according to the vendor's SDKs and its pages about errors and versions. With the latest version the key may
 * also be a bearer token, as the SDKs send it. From memory: that with an earlier one it may not, that any other version is refused,
 * and the statuses of {@code billing_error} and {@code timeout_error}.
 */
public final class Anthropic extends ProviderSupport<Message> {
    static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"type":"error","error":{"type":"$code","message":"$message"},"request_id":"req_simulator"}""", """
                    500 api_error
                    400 invalid_request_error
                    401 authentication_error
                    402 billing_error
                    403 permission_error
                    404 not_found_error
                    405 invalid_request_error
                    413 request_too_large
                    429 rate_limit_error
                    504 timeout_error
                    529 overloaded_error
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRetryAfter("retry-after");
    private static final Set<String> VERSIONS = Set.of(MessageRequest.LATEST_VERSION, "2023-06-01", "2023-01-01");
    /** The response to a key that is not accepted. */
    public static final Response WRONG_KEY = ERRORS.error(401, "authentication_error", "invalid x-api-key");

    /** Creates a provider without messages. */
    public Anthropic(SimulatorOptions options, CreationLog created) {
        // A message cannot be read again.
        super("anthropic", options, created, message -> true);
        route("POST", "/v1/messages", "create", this::create);
    }

    @Override
    public String sampleKey() {
        return "sk-ant-simulator";
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    @Override
    public Map<String, String> headers(Request request) {
        return requestId("request-id");
    }

    static Response invalid(String message) {
        return ERRORS.error(400, "invalid_request_error", message);
    }

    /** Returns the data of the event with which a stream fails. */
    static ObjectNode failure(PromptMarkers markers) {
        String code = Objects.requireNonNullElse(markers.failCode(), "overloaded_error");
        return ERRORS.document(529, code, "The model stopped answering");
    }

    private void create(HttpExchange exchange) {
        String key = key(exchange.request());
        MessageRequest request = MessageRequest.read(exchange.request());
        receive(exchange.request(), Anthropic::invalid);
        PromptMarkers markers = request.markers();
        admit(key, markers, ERRORS, invalid("The prompt was refused"));
        TimedText text = text(markers, request.schema(), request.maxTokens(), Anthropic::invalid);
        Message message = add(new Message("msg_" + ids().hex(), key, request, text));
        if (request.stream()) {
            StreamPlayer.play(
                    exchange,
                    message,
                    MessageEvents.of(message),
                    MessageEvents.PING,
                    options().pingInterval().toNanos());
        } else {
            Response response = message.fails() ? ERRORS.status(500) : Response.json(200, message.document());
            exchange.schedule(message.remainingNanos(), () -> exchange.respond(response));
        }
    }

    private String key(Request request) {
        String key = accepted(givenKey(request), WRONG_KEY);
        requireVersion(request);
        return key;
    }

    /**
     * Returns the key of a request, in whichever header it is.
     *
     * @throws ErrorResponseException if it has none
     */
    public static String givenKey(Request request) {
        String header = request.header("x-api-key");
        boolean isBearer = header == null && MessageRequest.LATEST_VERSION.equals(request.header("anthropic-version"));
        String key = isBearer ? request.bearer() : header;
        if (key == null || key.isBlank()) {
            throw new ErrorResponseException(ERRORS.error(401, "authentication_error", "x-api-key header is required"));
        }
        return key;
    }

    /**
     * Requires a version of the API.
     *
     * @throws ErrorResponseException if the request has none, or one that does not exist
     */
    public static void requireVersion(Request request) {
        String version = request.header("anthropic-version");
        if (version == null || !VERSIONS.contains(version)) {
            throw new ErrorResponseException(invalid(
                    version == null
                            ? "anthropic-version: header is required"
                            : "anthropic-version: \"" + version + "\" is not a valid version"));
        }
    }
}
