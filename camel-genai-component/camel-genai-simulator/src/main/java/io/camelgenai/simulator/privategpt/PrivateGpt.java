package io.camelgenai.simulator.privategpt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Playback;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Sse;
import io.camelgenai.simulator.server.StoringProvider;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.function.Consumer;

/** PrivateGPT's asynchronous messages, as its source of August 2026 has them. */
public final class PrivateGpt extends StoringProvider<Message> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * A provider without messages.
     *
     * @param options the simulator's options
     * @param ledger where generations are counted
     */
    public PrivateGpt(SimulatorOptions options, Ledger ledger) {
        super(
                "privategpt",
                options,
                ledger,
                message -> message.isTerminal()
                        && Instant.now().isAfter(message.completedAt().plus(options.retention())));
        guarded("POST", "", "create", this::create);
        guarded("GET", "/{id}/stream", "stream", this::stream);
        guarded("GET", "/{id}/status", "status", this::status);
        guarded("POST", "/{id}/cancel", "cancel", this::cancel);
        guarded("DELETE", "/{id}/delete", "delete", this::delete);
    }

    @Override
    public String sampleKey() {
        return Objects.requireNonNullElseGet(options().privateGptAuthorization(), super::sampleKey);
    }

    @Override
    public Response error(int status) {
        return switch (status) {
            case 401 -> Errors.unauthenticated();
            case 404 -> Errors.detail(404, "Not Found");
            case 405 -> Errors.detail(405, "Method Not Allowed");
            default -> Errors.status(status);
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

    private void guarded(String method, String below, String operation, Consumer<Call> handler) {
        route(method, "/v1/messages/async" + below, operation, call -> {
            authenticate(call.request());
            handler.accept(call);
        });
    }

    private void authenticate(Request request) {
        String wanted = options().privateGptAuthorization();
        if (wanted != null && !wanted.equals(request.header("Authorization"))) {
            throw new Rejection(Errors.unauthenticated());
        }
    }

    private void create(Call call) {
        MessageRequest request = MessageRequest.read(call.request());
        String key = call.request().header("Authorization");
        admit(key == null ? "" : key, request.directives(), Errors.REFUSALS);
        String wanted = call.request().parameter("message_id");
        String id = wanted == null || wanted.isEmpty() ? ids().uuid() : wanted;
        if (store().find(id) != null) {
            throw new Rejection(Errors.duplicate(id));
        }
        store().add(new Message(id, request, new Speech(request.directives(), options(), request.maxTokens())));
        call.reply(Response.json(
                200,
                Json.object()
                        .put("message_id", id)
                        .put("status", "pending")
                        .put("message", "Request initiated successfully")));
    }

    private void stream(Call call) {
        Message message = message(call);
        call.beginStream(Sse.HEADERS);
        new Playback(message, call, Frames.PING, options().pingInterval().toNanos()).start();
    }

    private void status(Call call) {
        Message message = message(call);
        String status = message.status();
        boolean ended = message.isTerminal();
        ObjectNode body = Json.object()
                .put("message_id", message.id())
                .put("status", status)
                .put("created_at", TIME.format(message.createdAt()))
                .put("updated_at", TIME.format(message.updatedAt()))
                .put("completed_at", ended ? TIME.format(message.completedAt()) : null)
                .put("error_message", status.equals("error") ? Frames.FAILURE : null)
                .put("stream_type", "chat_completion");
        body.putObject("metadata")
                .put("message_count", message.request().messageCount())
                .put("thinking_enabled", message.request().thinking());
        call.reply(Response.json(200, body));
    }

    private void cancel(Call call) {
        Message message = message(call);
        String body = call.request().body();
        if (!body.isBlank()) {
            JsonNode document = Json.parse(body);
            if (document == null || !document.isObject() || !document.isEmpty()) {
                throw new Rejection(Errors.status(400));
            }
        }
        message.cancel();
        call.reply(Response.json(
                200,
                Json.object().put("message", "Stream cancelled successfully").put("message_id", message.id())));
    }

    private void delete(Call call) {
        Message message = message(call);
        forget(message.id());
        call.reply(Response.json(200, NullNode.getInstance()));
    }

    private Message message(Call call) {
        Message message = store().find(call, "");
        if (message == null) {
            throw new Rejection(Errors.notFound(call.parameter("id")));
        }
        return message;
    }
}
