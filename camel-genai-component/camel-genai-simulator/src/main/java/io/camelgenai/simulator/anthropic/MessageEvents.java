package io.camelgenai.simulator.anthropic;

import static io.camelgenai.simulator.provider.ServerSentEvents.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.ServerSentEvents.TokenPattern;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.provider.TextStreamScript;

/** The events of a message. The last one is {@code message_stop}, or {@code error} where the message fails. */
final class MessageEvents {
    static final byte[] PING = event(JsonTemplate.of("""
            {"type":"ping"}""").fill());

    private static final JsonTemplate START = JsonTemplate.of("""
            {"type":"message_start","message":"$message"}""");
    private static final JsonTemplate BLOCK_START = JsonTemplate.of("""
            {"type":"content_block_start","index":"$index","content_block":"$block"}""");
    private static final JsonTemplate BLOCK_DELTA = JsonTemplate.of("""
            {"type":"content_block_delta","index":"$index","delta":"$delta"}""");
    private static final JsonTemplate BLOCK_STOP = JsonTemplate.of("""
            {"type":"content_block_stop","index":"$index"}""");
    private static final JsonTemplate MESSAGE_DELTA = JsonTemplate.of("""
            {"type":"message_delta","delta":{"stop_reason":"$reason","stop_sequence":null},"usage":"$usage"}""");
    private static final JsonTemplate STOP = JsonTemplate.of("""
            {"type":"message_stop"}""");

    private final Message message;
    private final TextStreamScript script;
    private final int textIndex;

    private MessageEvents(Message message) {
        this.message = message;
        this.textIndex = message.request().thinks() ? 1 : 0;
        TokenPattern token = TokenPattern.of(event(delta(textIndex, "text_delta", "text", "$text")));
        this.script = new TextStreamScript(message.text(), (word, number) -> token.with(word));
    }

    static StreamScript of(Message message) {
        return new MessageEvents(message).script();
    }

    private StreamScript script() {
        script.open(number -> event(START.fill("message", message.begun())));
        if (textIndex > 0) {
            openThought();
        }
        open(blockStart(textIndex, Message.text("")));
        script.openWithFirstToken(number -> PING);
        if (message.fails()) {
            script.close(number -> event(Anthropic.failure(message.request().markers())));
            return script;
        }
        close(blockStop(textIndex));
        String tool = message.request().tool();
        if (tool != null) {
            closeWithTool(tool);
        }
        close(MESSAGE_DELTA.fill(
                "reason",
                message.stopReason(),
                "usage",
                message.usage(message.text().size())));
        close(STOP.fill());
        return script;
    }

    private void openThought() {
        open(blockStart(0, Message.thinking("", "")));
        open(delta(0, "thinking_delta", "thinking", Message.THOUGHT));
        open(delta(0, "signature_delta", "signature", Message.SIGNATURE));
        open(blockStop(0));
    }

    private void closeWithTool(String tool) {
        int index = textIndex + 1;
        close(blockStart(index, message.toolUse(tool, Json.object())));
        for (String piece : Message.TOOL_INPUT) {
            close(delta(index, "input_json_delta", "partial_json", piece));
        }
        close(blockStop(index));
    }

    private void open(ObjectNode event) {
        script.openWithFirstToken(number -> event(event));
    }

    private void close(ObjectNode event) {
        script.close(number -> event(event));
    }

    private static ObjectNode blockStart(int index, ObjectNode block) {
        return BLOCK_START.fill("index", index, "block", block);
    }

    private static ObjectNode blockStop(int index) {
        return BLOCK_STOP.fill("index", index);
    }

    private static ObjectNode delta(int index, String type, String field, String piece) {
        return BLOCK_DELTA.fill(
                "index", index, "delta", Json.object().put("type", type).put(field, piece));
    }
}
