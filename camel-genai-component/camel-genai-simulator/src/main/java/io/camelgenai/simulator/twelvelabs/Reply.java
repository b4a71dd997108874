package io.camelgenai.simulator.twelvelabs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.content.Tokens;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Job;
import java.time.temporal.ChronoUnit;

/** A response: perhaps a look into the knowledge store, then a message. */
final class Reply extends Job {
    private final String session;
    private final ResponseRequest request;
    private final Directives directives;
    private final Speech speech;

    Reply(String id, String key, String session, ResponseRequest request, Speech speech) {
        super(id, key, request.model(), speech.endNanos());
        this.session = session;
        this.request = request;
        this.directives = request.directives();
        this.speech = speech;
    }

    @Override
    public String status() {
        return isTerminal() ? lastStatus() : "in_progress";
    }

    String lastStatus() {
        return speech.fails() ? "failed" : directives.incomplete() ? "incomplete" : "completed";
    }

    Speech speech() {
        return speech;
    }

    /** Whether the store is looked into before the message, and shown. */
    boolean looksUp() {
        return request.intermediate() || directives.tool();
    }

    String messageId() {
        return "msg_" + session + "_0";
    }

    String callId() {
        return "call_" + id();
    }

    /** As it reads when nothing is there yet. */
    ObjectNode begun() {
        return document("in_progress");
    }

    /** As it reads at the end. */
    ObjectNode whole() {
        ObjectNode document = document(lastStatus());
        ArrayNode output = (ArrayNode) document.get("output");
        if (looksUp()) {
            output.add(call("completed"));
            output.add(Json.object()
                    .put("type", "function_call_output")
                    .put("id", "fco_" + id())
                    .put("status", "completed")
                    .put("call_id", callId())
                    .put("output", "{\"items\":[]}"));
        }
        output.add(message(lastStatus(), speech.text()));
        document.putObject("usage")
                .put("input_tokens", Tokens.count(request.prompt()))
                .put("output_tokens", speech.size());
        return document;
    }

    ObjectNode call(String status) {
        return Json.object()
                .put("type", "function_call")
                .put("id", "fc_" + id())
                .put("status", status)
                .put("name", "search")
                .put("call_id", callId())
                .put("arguments", status.equals("completed") ? arguments() : "");
    }

    String arguments() {
        return "{\"knowledge_store_id\":\"" + request.knowledgeStore() + "\"}";
    }

    ObjectNode message(String status, String text) {
        ObjectNode message = Json.object()
                .put("type", "message")
                .put("id", messageId())
                .put("status", status.equals("failed") ? "incomplete" : status)
                .put("role", "assistant");
        message.putArray("content").add(part(text));
        return message;
    }

    static ObjectNode part(String text) {
        return Json.object().put("type", "output_text").put("text", text);
    }

    private ObjectNode document(String status) {
        ObjectNode document = Json.object()
                .put("id", id())
                .put("type", "response")
                .put("status", status)
                .put("session_id", session)
                .put("knowledge_store_id", request.knowledgeStore());
        document.putArray("output");
        document.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        return document.put(
                "created_at", createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
