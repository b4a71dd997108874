package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * A choice that is a text.
 *
 * @param parts the tokens
 * @param likelyTokens how many likely tokens are listed with each token; -1 for no log probabilities at all
 */
record TextChoice(TimedText parts, int likelyTokens) implements Choice {
    private static final double LOGPROB = -0.03125;

    @Override
    public ObjectNode message() {
        ObjectNode message = Json.object()
                .put("role", "assistant")
                .put("content", parts.text())
                .putNull("refusal");
        message.putArray("annotations");
        return message;
    }

    @Override
    public ObjectNode opening() {
        return Json.object().put("role", "assistant").put("content", "");
    }

    @Override
    public ObjectNode delta(int part) {
        return Json.object().put("content", parts.token(part));
    }

    @Override
    public String finishReason() {
        return "stop";
    }

    @Override
    public JsonNode logprobs(int from, int to) {
        if (likelyTokens < 0) {
            return NullNode.getInstance();
        }
        ObjectNode logprobs = Json.object();
        ArrayNode content = logprobs.putArray("content");
        for (int part = from; part < to; part++) {
            ArrayNode likely = content.add(token(part, 0)).withArray("/" + (part - from) + "/top_logprobs");
            for (int rank = 0; rank < likelyTokens; rank++) {
                likely.add(token(part, rank));
            }
        }
        return logprobs.putNull("refusal");
    }

    /** Returns a token that is likely in a place; the first one is the token in it, the others are those that follow. */
    private ObjectNode token(int part, int rank) {
        String text = parts.token(part + rank);
        ObjectNode token = Json.object().put("token", text).put("logprob", LOGPROB * (1 + 64 * rank));
        ArrayNode bytes = token.putArray("bytes");
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(each & 0xff);
        }
        return token;
    }
}
