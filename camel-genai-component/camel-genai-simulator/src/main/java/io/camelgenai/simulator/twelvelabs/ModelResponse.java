package io.camelgenai.simulator.twelvelabs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import io.camelgenai.simulator.provider.TextStreamScript;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A response of the model: a message, and optionally a search in the knowledge store before it. */
final class ModelResponse extends SimulatedGeneration {
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"id":"$id","type":"response","status":"$status","session_id":"$session",
             "knowledge_store_id":"$store","output":"$output",
             "usage":{"input_tokens":"$input","output_tokens":"$output_tokens"},"created_at":"$created"}""");
    private static final JsonTemplate CALL = JsonTemplate.of("""
            {"type":"function_call","id":"$id","status":"$status","name":"search","call_id":"$call",
             "arguments":"$arguments"}""");
    private static final JsonTemplate CALL_OUTPUT = JsonTemplate.of("""
            {"type":"function_call_output","id":"$id","status":"completed","call_id":"$call",
             "output":"{\\"items\\":[]}"}""");
    private static final JsonTemplate MESSAGE = JsonTemplate.of("""
            {"type":"message","id":"$id","status":"$status","role":"assistant",
             "content":[{"type":"output_text","text":"$text"}]}""");
    private static final JsonTemplate RESPONSE_EVENT = JsonTemplate.of("""
            {"type":"$type","response":"$response"}""");
    private static final JsonTemplate ITEM_EVENT = JsonTemplate.of("""
            {"type":"$type","output_index":"$index","item":"$item"}""");
    private static final JsonTemplate ARGUMENTS_EVENT = JsonTemplate.of("""
            {"type":"response.function_call_arguments.done","item_id":"$id","output_index":0,
             "arguments":"$arguments"}""");
    private static final JsonTemplate TEXT_EVENT = JsonTemplate.of("""
            {"type":"$type","item_id":"$id","output_index":"$index","content_index":0}""");
    private static final JsonTemplate PART = JsonTemplate.of("""
            {"type":"output_text","text":"$text"}""");

    private final String session;
    private final ResponseRequest request;
    private final PromptMarkers markers;
    private final TimedText text;

    ModelResponse(String id, String key, String session, ResponseRequest request, TimedText text) {
        super(id, key, request.model(), text.endNanos());
        this.session = session;
        this.request = request;
        this.markers = request.markers();
        this.text = text;
    }

    @Override
    public String status() {
        return isTerminal() ? finalStatus() : "in_progress";
    }

    /** Returns the complete document. */
    ObjectNode document() {
        ArrayNode output = Json.array();
        if (searches()) {
            output.add(call("completed"));
            output.add(CALL_OUTPUT.fill("id", "fco_" + id(), "call", callId()));
        }
        output.add(message(finalStatus(), text.text()));
        return document(finalStatus(), output, Tokenizer.count(request.prompt()), text.size());
    }

    /**
     * Creates the frames of the stream: numbered events, then the terminal marker. The marker does not follow on a failure:
     * the documentation does not promise it, so no client may rely on it. An incomplete response ends with {@code
     * response.completed}, because it has no event of its own.
     */
    TextStreamScript script() {
        TextStreamScript script = new TextStreamScript(
                text,
                (token, index) -> ServerSentEvents.event(textEvent("response.output_text.delta")
                        .put("delta", token)
                        .put("sequence_number", index)));
        script.open(numbered(() -> responseEvent("response.created", started())));
        script.open(numbered(() -> responseEvent("response.in_progress", started())));
        if (searches()) {
            script.open(numbered(() -> itemEvent("response.output_item.added", 0, call("in_progress"))));
            script.open(numbered(() -> ARGUMENTS_EVENT.fill("id", "fc_" + id(), "arguments", arguments())));
            script.open(numbered(() -> itemEvent("response.output_item.done", 0, call("completed"))));
        }
        script.open(
                numbered(() -> itemEvent("response.output_item.added", messageIndex(), message("in_progress", ""))));
        script.open(numbered(() -> partEvent("response.content_part.added", "")));
        if (text.fails()) {
            script.close(numbered(() -> responseEvent("response.failed", document())));
            return script;
        }
        script.close(numbered(() -> textEvent("response.output_text.done").put("text", text.text())));
        script.close(numbered(() -> partEvent("response.content_part.done", text.text())));
        script.close(numbered(
                () -> itemEvent("response.output_item.done", messageIndex(), message(finalStatus(), text.text()))));
        script.close(numbered(() -> responseEvent("response.completed", document())));
        script.close(ServerSentEvents::done);
        return script;
    }

    private static IntFunction<byte[]> numbered(Supplier<ObjectNode> event) {
        return index -> ServerSentEvents.event(event.get().put("sequence_number", index));
    }

    private static ObjectNode responseEvent(String type, ObjectNode response) {
        return RESPONSE_EVENT.fill("type", type, "response", response);
    }

    private static ObjectNode itemEvent(String type, int index, ObjectNode item) {
        return ITEM_EVENT.fill("type", type, "index", index, "item", item);
    }

    private ObjectNode textEvent(String type) {
        return TEXT_EVENT.fill("type", type, "id", messageId(), "index", messageIndex());
    }

    private ObjectNode partEvent(String type, String partText) {
        return textEvent(type).set("part", PART.fill("text", partText));
    }

    private ObjectNode started() {
        return document("in_progress", Json.array(), 0, 0);
    }

    private ObjectNode document(String status, ArrayNode output, int inputTokens, int outputTokens) {
        return DOCUMENT.fill(
                "id", id(),
                "status", status,
                "session", session,
                "store", request.knowledgeStore(),
                "output", output,
                "input", inputTokens,
                "output_tokens", outputTokens,
                "created", createdAt().truncatedTo(ChronoUnit.SECONDS));
    }

    private ObjectNode call(String status) {
        String arguments = status.equals("completed") ? arguments() : "";
        return CALL.fill("id", "fc_" + id(), "status", status, "call", callId(), "arguments", arguments);
    }

    private ObjectNode message(String status, String messageText) {
        return MESSAGE.fill(
                "id", messageId(), "status", status.equals("failed") ? "incomplete" : status, "text", messageText);
    }

    private String finalStatus() {
        return text.fails() ? "failed" : markers.incomplete() ? "incomplete" : "completed";
    }

    /** Returns whether a search in the knowledge store precedes the message and is shown. */
    private boolean searches() {
        return request.intermediate() || markers.tool();
    }

    private int messageIndex() {
        return searches() ? 2 : 0;
    }

    private String messageId() {
        return "msg_" + session + "_0";
    }

    private String callId() {
        return "call_" + id();
    }

    private String arguments() {
        return "{\"knowledge_store_id\":\"" + request.knowledgeStore() + "\"}";
    }
}
