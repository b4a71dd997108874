package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.provider.TextStreamScript;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The numbered events of a response. The last one contains the whole response; a canceled response has none, its stream just
 * ends.
 */
final class ResponseEvents {
    /** What the API sends in a silence, outside its own schema. That it has an event line is from memory. */
    static final byte[] KEEP_ALIVE = ServerSentEvents.event(JsonTemplate.of("""
            {"type":"keepalive"}""").fill());

    private static final JsonTemplate RESPONSE = JsonTemplate.of("""
            {"type":"$type","response":"$response"}""");
    private static final JsonTemplate ITEM = JsonTemplate.of("""
            {"type":"$type","output_index":0,"item":"$item"}""");
    private static final JsonTemplate TEXT = JsonTemplate.of("""
            {"type":"$type","item_id":"$id","output_index":0,"content_index":0}""");
    private static final String PADDING = "bQ7xTn2LdW5vKsR9";

    private final ModelResponse response;
    private final TextStreamScript script;

    private ResponseEvents(ModelResponse response) {
        this.response = response;
        this.script = new TextStreamScript(response.text(), this::delta);
    }

    /** Returns all events of a response, of which the first one has the number 0. */
    static StreamScript of(ModelResponse response) {
        return new ResponseEvents(response).script();
    }

    private StreamScript script() {
        script.open(numbered(() -> response("response.created", response.firstStatus())));
        if (response.request().background()) {
            script.open(numbered(() -> response("response.queued", "queued")));
        }
        withFirstToken(() -> response("response.in_progress", "in_progress"));
        withFirstToken(() -> item("response.output_item.added", response.message("in_progress", false)));
        withFirstToken(() -> part("response.content_part.added", ""));
        if (!response.text().fails()) {
            String whole = response.text().text();
            close(() -> text("response.output_text.done").put("text", whole).set("logprobs", Json.array()));
            close(() -> part("response.content_part.done", whole));
            close(() -> item("response.output_item.done", response.message(response.messageStatus(), true)));
        }
        String status = response.finalStatus();
        close(() -> response("response." + status, status));
        return script;
    }

    private void withFirstToken(Supplier<ObjectNode> event) {
        script.openWithFirstToken(numbered(event));
    }

    private void close(Supplier<ObjectNode> event) {
        script.close(numbered(event));
    }

    private static IntFunction<byte[]> numbered(Supplier<ObjectNode> event) {
        return number -> encoded(event.get(), number);
    }

    private static byte[] encoded(ObjectNode event, int number) {
        return ServerSentEvents.event(event.put("sequence_number", number));
    }

    private byte[] delta(String token, int number) {
        ObjectNode event = text("response.output_text.delta").put("delta", token);
        event.set("logprobs", Json.array());
        if (response.request().obfuscated()) {
            event.put("obfuscation", PADDING.substring(0, 1 + number % PADDING.length()));
        }
        return encoded(event, number);
    }

    private ObjectNode response(String type, String status) {
        return RESPONSE.fill("type", type, "response", response.document(status));
    }

    private static ObjectNode item(String type, ObjectNode item) {
        return ITEM.fill("type", type, "item", item);
    }

    private ObjectNode part(String type, String text) {
        return text(type).set("part", ModelResponse.part(text));
    }

    private ObjectNode text(String type) {
        return TEXT.fill("type", type, "id", response.messageId());
    }
}
