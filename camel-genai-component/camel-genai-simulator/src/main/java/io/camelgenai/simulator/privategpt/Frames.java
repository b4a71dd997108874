package io.camelgenai.simulator.privategpt;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Sse;

/** How the frames of a message read: an event line and a data line, no id, no retry, no last marker. */
final class Frames {
    static final String FAILURE = "The model backend stopped answering";
    static final byte[] PING = Sse.event("ping", "{\"type\":\"ping\"}");
    private static final byte[] MESSAGE_STOP = Sse.event("message_stop", "{\"type\":\"message_stop\"}");

    private final String messageId;
    private final String model;
    private final int inputTokens;
    private final String blockId;

    Frames(String messageId, String model, int inputTokens) {
        this.messageId = messageId;
        this.model = model;
        this.inputTokens = inputTokens;
        this.blockId = "block_" + Integer.toHexString(messageId.hashCode());
    }

    byte[] messageStart() {
        ObjectNode data = typed("message_start");
        ObjectNode message = data.putObject("message");
        message.put("id", "msg_" + messageId).put("type", "message").put("role", "assistant");
        message.putArray("content");
        message.put("model", model);
        message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        return Sse.event(data);
    }

    byte[] blockStart() {
        ObjectNode data = typed("content_block_start").put("index", 0).put("block_id", blockId);
        data.putObject("content_block").put("type", "text").put("text", "");
        return Sse.event(data);
    }

    /** Put together by hand: this is the frame of which there are millions. */
    byte[] delta(String text) {
        return Sse.event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":0,\"block_id\":\"" + blockId
                        + "\",\"delta\":{\"type\":\"text_delta\",\"text\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}}");
    }

    byte[] blockStop() {
        return Sse.event(typed("content_block_stop").put("index", 0).put("block_id", blockId));
    }

    byte[] messageDelta(String stopReason, int outputTokens) {
        ObjectNode data = typed("message_delta");
        data.putObject("delta").put("stop_reason", stopReason);
        data.putObject("usage").put("input_tokens", inputTokens).put("output_tokens", outputTokens);
        return Sse.event(data);
    }

    byte[] messageStop() {
        return MESSAGE_STOP;
    }

    byte[] error() {
        ObjectNode data = typed("error");
        ObjectNode error = data.putObject("error").put("type", "api_error").put("message", "Api Error");
        error.putObject("detail").put("code", "API_ERROR").put("explanation", FAILURE);
        data.put("request_id", messageId);
        data.putObject("exception").put("type", "RuntimeError").put("message", FAILURE);
        return Sse.event(data);
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }
}
