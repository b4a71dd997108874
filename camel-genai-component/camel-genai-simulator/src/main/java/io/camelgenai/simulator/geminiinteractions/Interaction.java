package io.camelgenai.simulator.geminiinteractions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import java.util.Base64;

/**
 * An interaction: optionally a thought, then the output of the model, which is a text and optionally a picture, then optionally
 * the call of a function. It has these steps when it is over.
 */
final class Interaction extends SimulatedGeneration {
    static final String THOUGHT = "Let me think about that.";

    private static final int SIDE = 64;
    private static final int PICTURE_TOKENS = 1120;
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"id":"$id","object":"interaction","status":"$status","created":"$created","updated":"$updated",
             "service_tier":"standard"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"total_tokens":"$total","total_input_tokens":"$input",
             "input_tokens_by_modality":[{"modality":"text","tokens":"$input"}],"total_cached_tokens":0,
             "total_output_tokens":"$output","total_tool_use_tokens":0,"total_thought_tokens":"$thought"}""");
    private static final JsonTemplate TEXT = JsonTemplate.of("""
            {"type":"text","text":"$text"}""");
    private static final JsonTemplate IMAGE = JsonTemplate.of("""
            {"type":"image","mime_type":"image/png","data":"$data"}""");
    private static final JsonTemplate STEP = JsonTemplate.of("""
            {"type":"$type","content":"$content"}""");
    private static final JsonTemplate THOUGHT_STEP = JsonTemplate.of("""
            {"type":"thought","summary":"$summary","signature":"EqQBCgIYAhIM"}""");
    private static final JsonTemplate CALL = JsonTemplate.of("""
            {"type":"function_call","id":"$id","name":"$name","arguments":"$arguments"}""");

    private final InteractionRequest request;
    private final TimedText text;

    Interaction(String id, String key, InteractionRequest request, TimedText text) {
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
        return age >= endNanos() ? finalStatus() : "in_progress";
    }

    InteractionRequest request() {
        return request;
    }

    TimedText text() {
        return text;
    }

    boolean isStored() {
        return request.stored();
    }

    /** Returns the status with which it ends unless it is canceled. */
    String finalStatus() {
        if (text.fails()) {
            return "failed";
        }
        boolean incomplete = text.isTruncated() || request.markers().incomplete();
        return incomplete ? "incomplete" : request.function() == null ? "completed" : "requires_action";
    }

    /** Returns the document with a status, and with the steps where it is over. */
    ObjectNode document(String status) {
        ObjectNode document = summary(status);
        if (status.equals(finalStatus())) {
            document.set("steps", steps());
        }
        return document;
    }

    /** Returns the document without its steps, as events have it. */
    ObjectNode summary(String status) {
        boolean isOver = status.equals(finalStatus());
        ObjectNode document = DOCUMENT.fill(
                "id", id(), "status", status, "created", createdAt(), "updated", isOver ? endedAt() : createdAt());
        document.put(request.isAgent() ? "agent" : "model", model());
        if (isOver && !text.fails()) {
            document.set("usage", usage());
        }
        if (status.equals("failed")) {
            document.set("error", GeminiInteractions.failure(request.markers()));
        }
        return document;
    }

    private ArrayNode steps() {
        ArrayNode steps = Json.array();
        steps.add(STEP.fill("type", "user_input", "content", Json.array().add(text(request.prompt()))));
        if (text.fails()) {
            return steps;
        }
        if (request.thinks()) {
            steps.add(THOUGHT_STEP.fill("summary", Json.array().add(text(THOUGHT))));
        }
        ArrayNode output = Json.array().add(text(text.text()));
        if (request.draws()) {
            output.add(picture());
        }
        steps.add(STEP.fill("type", "model_output", "content", output));
        String function = request.function();
        if (function != null) {
            steps.add(call(function, Json.object().put("place", InteractionEvents.PLACE)));
        }
        return steps;
    }

    static ObjectNode text(String text) {
        return TEXT.fill("text", text);
    }

    ObjectNode picture() {
        byte[] file = new ImageFile(request.markers().subject(), 1, SIDE, SIDE).render();
        return IMAGE.fill("data", Base64.getEncoder().encodeToString(file));
    }

    ObjectNode call(String function, ObjectNode arguments) {
        return CALL.fill("id", id().substring(3, 11), "name", function, "arguments", arguments);
    }

    private ObjectNode usage() {
        int input = Tokenizer.count(request.prompt());
        int output = text.size() + (request.draws() ? PICTURE_TOKENS : 0);
        int thought = request.thinks() ? Tokenizer.count(THOUGHT) : 0;
        return USAGE.fill("total", input + output + thought, "input", input, "output", output, "thought", thought);
    }
}
