package io.camelgenai.simulator.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import org.jspecify.annotations.Nullable;

/** A message: optionally a thought, then a text, then optionally the use of a tool. */
final class Message extends SimulatedGeneration {
    static final String THOUGHT = "Let me think about that.";
    static final String SIGNATURE = "EqQBCgIYAhIM";
    /** The input of a tool, in the pieces in which a stream has it. */
    static final String[] TOOL_INPUT = {"", "{\"place\": ", "\"the sea\"}"};

    private static final String REFUSAL = "refusal";
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"id":"$id","type":"message","role":"assistant","model":"$model","content":"$content",
             "stop_reason":"$reason","stop_sequence":null,"usage":"$usage"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"input_tokens":"$input","cache_creation_input_tokens":0,"cache_read_input_tokens":0,
             "output_tokens":"$output","service_tier":"standard"}""");
    private static final JsonTemplate THINKING = JsonTemplate.of("""
            {"type":"thinking","thinking":"$thinking","signature":"$signature"}""");
    private static final JsonTemplate TEXT = JsonTemplate.of("""
            {"type":"text","text":"$text"}""");
    private static final JsonTemplate TOOL_USE = JsonTemplate.of("""
            {"type":"tool_use","id":"$id","name":"$name","input":"$input"}""");

    private final MessageRequest request;
    private final TimedText text;

    Message(String id, String key, MessageRequest request, TimedText text) {
        super(id, key, request.model(), text.endNanos());
        this.request = request;
        this.text = text;
    }

    /** The provider does not name a status; these names are the simulator's own. */
    @Override
    public String status() {
        return !isTerminal() ? "running" : fails() ? "failed" : "completed";
    }

    MessageRequest request() {
        return request;
    }

    TimedText text() {
        return text;
    }

    /** Returns whether an error takes the place of the rest; a refusal is none. */
    boolean fails() {
        return text.fails() && !isRefused();
    }

    private boolean isRefused() {
        return REFUSAL.equals(request.markers().failCode());
    }

    String stopReason() {
        if (isRefused()) {
            return REFUSAL;
        }
        if (text.isTruncated() || request.markers().incomplete()) {
            return "max_tokens";
        }
        return request.tool() == null ? "end_turn" : "tool_use";
    }

    /** Returns the complete message. */
    ObjectNode document() {
        ArrayNode content = Json.array();
        if (request.thinks()) {
            content.add(thinking(THOUGHT, SIGNATURE));
        }
        content.add(text(text.text()));
        String tool = request.tool();
        if (tool != null) {
            content.add(toolUse(tool, (ObjectNode) Json.parse(String.join("", TOOL_INPUT))));
        }
        return document(content, stopReason(), text.size());
    }

    /** Returns the message as a stream begins it. */
    ObjectNode begun() {
        return document(Json.array(), null, 1);
    }

    private ObjectNode document(ArrayNode content, @Nullable String reason, int outputTokens) {
        return DOCUMENT.fill(
                "id", id(), "model", model(), "content", content, "reason", reason, "usage", usage(outputTokens));
    }

    ObjectNode usage(int outputTokens) {
        return USAGE.fill("input", Tokenizer.count(request.prompt()), "output", outputTokens);
    }

    static ObjectNode thinking(String thought, String signature) {
        return THINKING.fill("thinking", thought, "signature", signature);
    }

    static ObjectNode text(String text) {
        return TEXT.fill("text", text);
    }

    ObjectNode toolUse(String name, @Nullable ObjectNode input) {
        return TOOL_USE.fill("id", id().replace("msg_", "toolu_"), "name", name, "input", input);
    }
}
