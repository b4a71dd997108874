package io.camelgenai.simulator.anthropicbatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.anthropic.Anthropic;
import io.camelgenai.simulator.anthropic.MessageModel;
import io.camelgenai.simulator.batch.Batch;
import io.camelgenai.simulator.batch.Batch.Counts;
import io.camelgenai.simulator.batch.Batch.Phase;
import io.camelgenai.simulator.batch.BatchLine;
import io.camelgenai.simulator.batch.BatchLine.Outcome;
import io.camelgenai.simulator.batch.LineRequest;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Anthropic's batches of messages, according to the types of the official SDK for Node, version 1.14. Requests are counted when
 * all of them are over. From memory: the form of a {@code custom_id}, and the errors of calls that come too early or too late.
 */
public final class AnthropicBatch extends ProviderSupport<Batch> {
    private static final int MAX_REQUESTS = 100_000;
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final JsonTemplate BATCH = JsonTemplate.of("""
            {"id":"$id","type":"message_batch","processing_status":"$status",
             "request_counts":{"processing":"$processing","succeeded":"$succeeded","errored":"$errored",
                "canceled":"$canceled","expired":"$expired"},
             "ended_at":"$ended","created_at":"$created","expires_at":"$expires","archived_at":null,
             "cancel_initiated_at":"$cancel","results_url":"$url"}""");
    private static final JsonTemplate RESULT = JsonTemplate.of("""
            {"custom_id":"$customId","result":"$result"}""");
    private static final JsonTemplate SUCCEEDED = JsonTemplate.of("""
            {"type":"succeeded","message":"$answer"}""");
    private static final JsonTemplate ERRORED = JsonTemplate.of("""
            {"type":"errored","error":"$answer"}""");
    private static final JsonTemplate UNANSWERED = JsonTemplate.of("""
            {"type":"$type"}""");
    private static final Schema REQUEST = Schema.object()
            .required("custom_id", Schema.matching("[a-zA-Z0-9_-]{1,64}", "1 to 64 letters, digits, - and _"))
            .required("params", Schema.map());
    private static final Schema BODY = Schema.object().required("requests", Schema.array(REQUEST, 1, MAX_REQUESTS));

    private final MessageModel model;

    /** Creates a provider without batches. */
    public AnthropicBatch(SimulatorOptions options, CreationLog created) {
        super("anthropic-batch", options, created, batch -> false);
        this.model = new MessageModel(options, ids());
        route("POST", "/v1/messages/batches", "create", this::create);
        route("GET", "/v1/messages/batches", "list", this::list);
        route("GET", "/v1/messages/batches/{id}", "get", this::get);
        route("DELETE", "/v1/messages/batches/{id}", "delete", this::delete);
        route("POST", "/v1/messages/batches/{id}/cancel", "cancel", this::cancel);
        route("GET", "/v1/messages/batches/{id}/results", "artifact", this::results);
    }

    @Override
    public String sampleKey() {
        return "sk-ant-simulator";
    }

    @Override
    public Response error(int status) {
        return MessageModel.ERRORS.status(status);
    }

    @Override
    public Map<String, String> headers(Request request) {
        return requestId("request-id");
    }

    private String key(HttpExchange exchange) {
        String key = accepted(Anthropic.givenKey(exchange.request()), Anthropic.WRONG_KEY);
        Anthropic.requireVersion(exchange.request());
        return key;
    }

    private static Response invalid(String message) {
        return MessageModel.ERRORS.error(400, "invalid_request_error", message);
    }

    private Batch require(HttpExchange exchange) {
        String message = "Message Batch with id `" + exchange.pathParameter("id") + "` was not found";
        return require(exchange, key(exchange), MessageModel.ERRORS.error(404, "not_found_error", message));
    }

    private void create(HttpExchange exchange) {
        String key = key(exchange);
        JsonNode requests = exchange.request()
                .json(
                        BODY,
                        invalid("The body must be JSON"),
                        errors -> invalid(
                                errors.get(0).dotted() + ": " + errors.get(0).message()))
                .get("requests");
        requireUnique(requests);
        admit(key, PromptMarkers.of(""), MessageModel.ERRORS, MessageModel.REJECTED);
        Map<String, String> headers = Map.of(
                "anthropic-version", Objects.requireNonNull(exchange.request().header("anthropic-version")));
        List<BatchLine> lines = new ArrayList<>();
        requests.forEach(
                request -> lines.add(new LineRequest(request.get("custom_id").textValue(), request.get("params"))
                        .answered("/v1/messages", headers, model, MessageModel.ERRORS, MessageModel.REJECTED)));
        Batch batch = add(new Batch("msgbatch_" + ids().hex(), key, "", Json.object(), lines, List.of(), options()));
        exchange.respond(Response.json(200, document(batch, Phase.RUNNING, exchange.request())));
    }

    private static void requireUnique(JsonNode requests) {
        Set<String> ids = new HashSet<>();
        for (JsonNode request : requests) {
            String id = request.get("custom_id").textValue();
            if (!ids.add(id)) {
                throw new ErrorResponseException(invalid("requests: custom_id must be unique; found " + id + " twice"));
            }
        }
    }

    private void list(HttpExchange exchange) {
        ArrayNode data = Json.array();
        store().newest(exchange, key(exchange))
                .forEach(batch -> data.add(document(batch, batch.phase(), exchange.request())));
        JsonNode first = data.path(0).path("id");
        JsonNode last = data.path(data.size() - 1).path("id");
        ObjectNode list = Json.object().put("has_more", false);
        list.set("data", data);
        list.put("first_id", first.textValue()).put("last_id", last.textValue());
        exchange.respond(Response.json(200, list));
    }

    private void get(HttpExchange exchange) {
        Batch batch = require(exchange);
        exchange.respond(Response.json(200, document(batch, batch.phase(), exchange.request())));
    }

    private void cancel(HttpExchange exchange) {
        Batch batch = require(exchange);
        if (batch.isOver()) {
            throw new ErrorResponseException(invalid("Batch " + batch.id() + " has already ended"));
        }
        batch.stop();
        exchange.respond(Response.json(200, document(batch, Phase.CANCELING, exchange.request())));
    }

    private void delete(HttpExchange exchange) {
        Batch batch = require(exchange);
        if (!batch.isOver()) {
            throw new ErrorResponseException(
                    invalid("Batch " + batch.id() + " has not ended: cancel it before you delete it"));
        }
        store().remove(batch.id());
        exchange.respond(Response.json(200, Json.object().put("id", batch.id()).put("type", "message_batch_deleted")));
    }

    private void results(HttpExchange exchange) {
        Batch batch = require(exchange);
        if (!batch.isOver()) {
            throw new ErrorResponseException(
                    MessageModel.ERRORS.error(404, "not_found_error", "Batch " + batch.id() + " has no results yet"));
        }
        exchange.respond(Response.of(200, "application/x-jsonl", batch.file(AnthropicBatch::result)));
    }

    private static JsonNode result(BatchLine line, Outcome outcome) {
        JsonNode result =
                switch (outcome) {
                    case SUCCEEDED -> SUCCEEDED.fill("answer", line.answer());
                    case ERRORED -> ERRORED.fill("answer", line.answer());
                    case CANCELED -> UNANSWERED.fill("type", "canceled");
                    case EXPIRED -> UNANSWERED.fill("type", "expired");
                };
        return RESULT.fill("customId", line.customId(), "result", result);
    }

    private JsonNode document(Batch batch, Phase phase, Request request) {
        boolean isOver =
                switch (phase) {
                    case ENDED, EXPIRED, CANCELED -> true;
                    case VALIDATING, RUNNING, FINALIZING, CANCELING, INVALID -> false;
                };
        Counts now = batch.counts();
        Counts counts = isOver ? now : new Counts(now.total(), 0, 0, 0, 0);
        return BATCH.fill(
                "id", batch.id(),
                "status", isOver ? "ended" : phase == Phase.CANCELING ? "canceling" : "in_progress",
                "processing", counts.processing(),
                "succeeded", counts.succeeded(),
                "errored", counts.errored(),
                "canceled", counts.canceled(),
                "expired", counts.expired(),
                "ended", isOver ? batch.endedAt() : null,
                "created", batch.createdAt(),
                "expires", batch.createdAt().plus(WINDOW),
                "cancel", phase == Phase.CANCELING || phase == Phase.CANCELED ? batch.endedAt() : null,
                "url", isOver ? url(batch, request) : null);
    }

    private String url(Batch batch, Request request) {
        return "http://" + request.header("Host") + "/" + name() + "/v1/messages/batches/" + batch.id() + "/results";
    }
}
