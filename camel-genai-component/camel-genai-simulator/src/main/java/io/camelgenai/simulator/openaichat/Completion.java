package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.content.Tokens;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Job;

/** A completion. */
final class Completion extends Job {
    private final ChatRequest request;
    private final Directives directives;
    private final Speech speech;

    Completion(String id, String key, ChatRequest request, Directives directives, Speech speech) {
        super(id, key, request.model(), speech.endNanos());
        this.request = request;
        this.directives = directives;
        this.speech = speech;
    }

    /** The provider has no word for it; these are the simulator's. */
    @Override
    public String status() {
        return !isTerminal() ? "running" : speech.fails() ? "failed" : "completed";
    }

    ChatRequest request() {
        return request;
    }

    Directives directives() {
        return directives;
    }

    Speech speech() {
        return speech;
    }

    long created() {
        return createdAt().getEpochSecond();
    }

    String finishReason() {
        return speech.isTruncated() || directives.incomplete() ? "length" : "stop";
    }

    ObjectNode usage() {
        int asked = Tokens.count(request.prompt());
        return Json.object()
                .put("prompt_tokens", asked)
                .put("completion_tokens", speech.size())
                .put("total_tokens", asked + speech.size());
    }

    ObjectNode whole() {
        ObjectNode document = Json.object()
                .put("id", id())
                .put("object", "chat.completion")
                .put("created", created())
                .put("model", model());
        document.putArray("choices")
                .addObject()
                .put("index", 0)
                .putNull("logprobs")
                .put("finish_reason", finishReason())
                .putObject("message")
                .put("role", "assistant")
                .put("content", speech.text())
                .putNull("refusal");
        return document.set("usage", usage());
    }
}
