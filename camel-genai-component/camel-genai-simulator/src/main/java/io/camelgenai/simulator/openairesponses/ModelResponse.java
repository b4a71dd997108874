package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A response of the model: one message. Its output is empty until it is terminal. */
final class ModelResponse extends SimulatedGeneration {
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"id":"$id","object":"response","created_at":"$created","status":"$status","background":"$background",
             "completed_at":"$completed","error":"$error","incomplete_details":"$incomplete",
             "instructions":"$instructions","max_output_tokens":"$max","model":"$model","output":"$output",
             "parallel_tool_calls":true,"previous_response_id":"$previous",
             "reasoning":{"effort":null,"summary":null},"service_tier":"default","store":"$store","temperature":1.0,
             "text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],"top_logprobs":0,
             "top_p":1.0,"truncation":"disabled","usage":"$usage","user":null,"metadata":"$metadata"}""");
    private static final JsonTemplate MESSAGE = JsonTemplate.of("""
            {"id":"$id","type":"message","status":"$status","role":"assistant","content":"$content"}""");
    private static final JsonTemplate PART = JsonTemplate.of("""
            {"type":"output_text","text":"$text","annotations":[],"logprobs":[]}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"input_tokens":"$input","input_tokens_details":{"cache_write_tokens":0,"cached_tokens":0},"output_tokens":"$output",
             "output_tokens_details":{"reasoning_tokens":0},"total_tokens":"$total"}""");
    private static final JsonTemplate FAILURE = JsonTemplate.of("""
            {"code":"$code","message":"The model stopped answering"}""");
    private static final JsonTemplate INCOMPLETE = JsonTemplate.of("""
            {"reason":"max_output_tokens"}""");

    private final ResponseRequest request;
    private final TimedText text;

    ModelResponse(String id, String key, ResponseRequest request, TimedText text) {
        super(id, key, request.model(), text.endNanos());
        this.request = request;
        this.text = text;
    }

    @Override
    public String status() {
        long age = ageNanos();
        if (stoppedNanos() <= age) {
            return "cancelled";
        }
        return age >= endNanos() ? finalStatus() : age >= text.dueNanos(0) ? "in_progress" : firstStatus();
    }

    ResponseRequest request() {
        return request;
    }

    TimedText text() {
        return text;
    }

    /** Returns the status with which it begins: only a response in the background waits. */
    String firstStatus() {
        return request.background() ? "queued" : "in_progress";
    }

    /** Returns the status with which it ends unless it is canceled. */
    String finalStatus() {
        boolean incomplete = text.isTruncated() || request.markers().incomplete();
        return text.fails() ? "failed" : incomplete ? "incomplete" : "completed";
    }

    /** Returns the document with a status. */
    ObjectNode document(String status) {
        boolean ended = status.equals(finalStatus());
        return DOCUMENT.fill(
                "id", id(),
                "created", createdAt().getEpochSecond(),
                "status", status,
                "background", request.background(),
                "completed", status.equals("completed") ? endedAt().getEpochSecond() : null,
                "error", status.equals("failed") ? failure() : null,
                "incomplete", status.equals("incomplete") ? INCOMPLETE.fill() : null,
                "instructions", field("instructions"),
                "max", field("max_output_tokens"),
                "model", model(),
                "output", ended && !text.fails() ? Json.array().add(message(messageStatus(), true)) : Json.array(),
                "previous", field("previous_response_id"),
                "store", request.body().path("store").asBoolean(true),
                "usage", ended && !text.fails() ? usage() : null,
                "metadata", Objects.requireNonNullElseGet(field("metadata"), Json::object));
    }

    /** Returns the message, with or without its text. */
    ObjectNode message(String status, boolean withText) {
        ArrayNode content = Json.array();
        if (withText) {
            content.add(part(text.text()));
        }
        return MESSAGE.fill("id", messageId(), "status", status, "content", content);
    }

    static ObjectNode part(String text) {
        return PART.fill("text", text);
    }

    String messageId() {
        return id().replace("resp_", "msg_");
    }

    String messageStatus() {
        return finalStatus().equals("incomplete") ? "incomplete" : "completed";
    }

    private ObjectNode failure() {
        return FAILURE.fill("code", Objects.requireNonNullElse(request.markers().failCode(), "server_error"));
    }

    private ObjectNode usage() {
        int input = Tokenizer.count(request.prompt());
        return USAGE.fill("input", input, "output", text.size(), "total", input + text.size());
    }

    private @Nullable JsonNode field(String name) {
        JsonNode value = request.body().get(name);
        return value == null || value.isNull() ? null : value;
    }
}
