package io.camelgenai.simulator.privategpt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * PrivateGPT's asynchronous messages according to its source of August 2026. It has two kinds of errors: a bare detail, and
 * the envelope of its global handler.
 */
public final class PrivateGpt extends ProviderSupport<Message> {
    private static final String ENVELOPE = """
            {"type":"error",
             "error":{"type":"$code","message":"$Code","detail":{"code":"%s","explanation":"$message"}},
             "request_id":null,"exception":{"type":"%s","message":"$message"},"detail":"%s"}""";
    private static final String TYPES = """
            500 api_error
            400 invalid_request_error
            401 authentication_error
            402 billing_error
            403 permission_error
            404 not_found_error
            413 request_too_large
            422 invalid_request_error
            429 rate_limit_error
            529 overloaded_error
            """;
    private static final ErrorEnvelope ERRORS =
            ErrorEnvelope.of(ENVELOPE.formatted("$CODE", "HTTPException", "$message"), TYPES);
    private static final ErrorEnvelope INVALID_REQUEST =
            ErrorEnvelope.of(ENVELOPE.formatted("$detailCode", "$exception", "$detail"), TYPES);
    private static final Response CONTENT_REJECTED = invalidRequest("INVALID_REQUEST_ERROR", "The request was refused");
    private static final Response UNAUTHENTICATED =
            detail(401, "Not authenticated").with("WWW-Authenticate", "Basic realm=\"All the API\", charset=\"UTF-8\"");
    private static final JsonTemplate CREATED = JsonTemplate.of("""
            {"message_id":"$id","status":"pending","message":"Request initiated successfully"}""");
    private static final JsonTemplate STATUS = JsonTemplate.of("""
            {"message_id":"$id","status":"$status","created_at":"$created","updated_at":"$updated",
             "completed_at":"$completed","error_message":"$error","stream_type":"chat_completion",
             "metadata":{"message_count":"$count","thinking_enabled":"$thinking"}}""");
    private static final JsonTemplate CANCELLED = JsonTemplate.of("""
            {"message":"Stream cancelled successfully","message_id":"$id"}""");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** Creates a provider without messages. */
    public PrivateGpt(SimulatorOptions options, CreationLog created) {
        super(
                "privategpt",
                options,
                created,
                message -> message.isTerminal()
                        && Instant.now().isAfter(message.endedAt().plus(options.retention())));
        authenticated("POST", "", "create", this::create);
        authenticated("GET", "/{id}/stream", "stream", this::stream);
        authenticated("GET", "/{id}/status", "status", this::status);
        authenticated("POST", "/{id}/cancel", "cancel", this::cancel);
        authenticated("DELETE", "/{id}/delete", "delete", this::delete);
    }

    @Override
    public String sampleKey() {
        return Objects.requireNonNullElseGet(options().privateGptAuthorization(), super::sampleKey);
    }

    @Override
    public Response error(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 404 -> detail(404, "Not Found");
            case 405 -> detail(405, "Method Not Allowed");
            default -> ERRORS.status(status);
        };
    }

    @Override
    public void forget(String id) {
        Message message = store().find(id);
        if (message != null) {
            store().remove(id);
            message.forget();
        }
    }

    private void authenticated(String method, String path, String operation, Consumer<HttpExchange> handler) {
        route(method, "/v1/messages/async" + path, operation, exchange -> {
            String required = options().privateGptAuthorization();
            if (required != null && !required.equals(authorization(exchange))) {
                throw new ErrorResponseException(UNAUTHENTICATED);
            }
            accepted(authorization(exchange), UNAUTHENTICATED);
            handler.accept(exchange);
        });
    }

    private static String authorization(HttpExchange exchange) {
        return Objects.requireNonNullElse(exchange.request().header("Authorization"), "");
    }

    private void create(HttpExchange exchange) {
        MessageRequest request = MessageRequest.read(exchange.request());
        admit(authorization(exchange), request.markers(), ERRORS, CONTENT_REJECTED);
        String requestedId = exchange.request().parameter("message_id");
        String id = requestedId == null || requestedId.isEmpty() ? ids().uuid() : requestedId;
        if (store().find(id) != null) {
            throw new ErrorResponseException(
                    invalidRequest("INVALID_REQUEST_ERROR", "Stream with message_id " + id + " already exists"));
        }
        TimedText text = text(
                request.markers(),
                request.schema(),
                request.maxTokens(),
                reason -> invalidRequest("INVALID_REQUEST_ERROR", reason));
        add(new Message(id, request, text));
        exchange.respond(Response.json(200, CREATED.fill("id", id)));
    }

    private void stream(HttpExchange exchange) {
        Message message = message(exchange);
        StreamPlayer.play(
                exchange,
                message,
                message.script(),
                Message.PING,
                options().pingInterval().toNanos());
    }

    private void status(HttpExchange exchange) {
        Message message = message(exchange);
        String status = message.status();
        exchange.respond(Response.json(
                200,
                STATUS.fill(
                        "id", message.id(),
                        "status", status,
                        "created", TIME.format(message.createdAt()),
                        "updated", TIME.format(message.updatedAt()),
                        "completed", message.isTerminal() ? TIME.format(message.endedAt()) : null,
                        "error", status.equals("error") ? Message.FAILURE : null,
                        "count", message.request().messageCount(),
                        "thinking", message.request().thinking())));
    }

    private void cancel(HttpExchange exchange) {
        Message message = message(exchange);
        String body = exchange.request().body();
        if (!body.isBlank()) {
            JsonNode document = Json.parse(body);
            if (document == null || !document.isObject() || !document.isEmpty()) {
                throw new ErrorResponseException(ERRORS.status(400));
            }
        }
        message.stop();
        exchange.respond(Response.json(200, CANCELLED.fill("id", message.id())));
    }

    private void delete(HttpExchange exchange) {
        forget(message(exchange).id());
        exchange.respond(Response.json(200, NullNode.getInstance()));
    }

    private Message message(HttpExchange exchange) {
        String id = exchange.pathParameter("id");
        return require(exchange, "", detail(404, "Stream with message_id " + id + " not found"));
    }

    private static Response detail(int status, String detail) {
        return Response.json(status, Json.object().put("detail", detail));
    }

    /** Creates the response to a request with a wrong value. */
    static Response invalidRequest(String code, String message) {
        return invalidRequest(code, message, "ValueError", message);
    }

    /** Creates the response to an invalid request with an exception and a detail, which is a text or a node. */
    static Response invalidRequest(String code, String message, String exception, Object detail) {
        return INVALID_REQUEST.error(
                400, "invalid_request_error", message, "detailCode", code, "exception", exception, "detail", detail);
    }
}
