package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A response of the model: optionally reasoning, then a message or calls. Its output is empty until it is terminal. */
final class ModelResponse extends SimulatedGeneration {
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"id":"$id","object":"response","created_at":"$created","status":"$status","background":"$background",
             "completed_at":"$completed","error":"$error","incomplete_details":"$incomplete",
             "instructions":"$instructions","max_output_tokens":"$max","model":"$model","output":"$output",
             "parallel_tool_calls":true,"previous_response_id":"$previous",
             "reasoning":"$reasoning","service_tier":"default","store":"$store","temperature":1.0,
             "text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"$choice","tools":"$tools",
             "top_logprobs":0,
             "top_p":1.0,"truncation":"disabled","usage":"$usage","user":null,"metadata":"$metadata"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"input_tokens":"$input","input_tokens_details":{"cache_write_tokens":0,"cached_tokens":0},"output_tokens":"$output",
             "output_tokens_details":{"reasoning_tokens":"$reasoning"},"total_tokens":"$total"}""");
    private static final JsonTemplate FAILURE = JsonTemplate.of("""
            {"code":"$code","message":"The model stopped answering"}""");
    private static final JsonTemplate INCOMPLETE = JsonTemplate.of("""
            {"reason":"max_output_tokens"}""");

    private final ResponseRequest request;
    private final Output output;

    ModelResponse(String id, String key, ResponseRequest request, Output output) {
        super(id, key, request.model(), output.parts().endNanos());
        this.request = request;
        this.output = output;
    }

    @Override
    public String status() {
        long age = ageNanos();
        if (stoppedNanos() <= age) {
            return "cancelled";
        }
        return age >= endNanos() ? finalStatus() : age >= output.parts().dueNanos(0) ? "in_progress" : firstStatus();
    }

    ResponseRequest request() {
        return request;
    }

    Output output() {
        return output;
    }

    /** Returns the reasoning; null where the request asks for no summary of it. */
    @Nullable
    Reasoning reasoning() {
        return request.summarizes() ? new Reasoning(id().replace("resp_", "rs_")) : null;
    }

    /** Returns whether an error takes the place of the rest; a refusal is none. */
    boolean fails() {
        return output.parts().fails() && !request.isRefused();
    }

    /** Returns the status with which it begins: only a response in the background waits. */
    String firstStatus() {
        return request.background() ? "queued" : "in_progress";
    }

    /** Returns the status with which it ends unless it is canceled. */
    String finalStatus() {
        boolean incomplete = output.parts().isTruncated() || request.markers().incomplete();
        return fails() ? "failed" : incomplete ? "incomplete" : "completed";
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
                "output", ended && !fails() ? items() : Json.array(),
                "previous", field("previous_response_id"),
                "reasoning", reasoningSettings(),
                "choice", Objects.requireNonNullElse(field("tool_choice"), TextNode.valueOf("auto")),
                "tools", Objects.requireNonNullElseGet(field("tools"), Json::array),
                "store", request.body().path("store").asBoolean(true),
                "usage", ended && !fails() ? usage() : null,
                "metadata", Objects.requireNonNullElseGet(field("metadata"), Json::object));
    }

    private ArrayNode items() {
        ArrayNode items = Json.array();
        Reasoning reasoning = reasoning();
        if (reasoning != null) {
            items.add(reasoning.item());
        }
        return items.addAll(output.items());
    }

    private ObjectNode reasoningSettings() {
        ObjectNode settings = Json.object().putNull("effort").putNull("summary");
        return field("reasoning") instanceof ObjectNode own ? settings.setAll(own) : settings;
    }

    private ObjectNode failure() {
        return FAILURE.fill("code", Objects.requireNonNullElse(request.markers().failCode(), "server_error"));
    }

    private ObjectNode usage() {
        int input = Tokenizer.count(request.prompt());
        int thought = request.summarizes() ? Tokenizer.count(Reasoning.SUMMARY) : 0;
        int all = output.parts().size() + thought;
        return USAGE.fill("input", input, "output", all, "reasoning", thought, "total", input + all);
    }

    private @Nullable JsonNode field(String name) {
        JsonNode value = request.body().get(name);
        return value == null || value.isNull() ? null : value;
    }
}
