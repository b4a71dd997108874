package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
            {"type":"$type","output_index":"$index","item":"$item"}""");
    private static final String PADDING = "bQ7xTn2LdW5vKsR9";

    private final ModelResponse response;
    private final Output output;
    private final TextStreamScript script;
    private int opened;

    private ResponseEvents(ModelResponse response) {
        this.response = response;
        this.output = response.output();
        this.script = new TextStreamScript(output.parts(), (token, number) -> part(number));
    }

    /** Returns all events of a response, of which the first one has the number 0. */
    static StreamScript of(ModelResponse response) {
        return new ResponseEvents(response).script();
    }

    private StreamScript script() {
        script.open(numbered(() -> response("response.created", response.firstStatus())));
        opened++;
        if (response.request().background()) {
            script.open(numbered(() -> response("response.queued", "queued")));
            opened++;
        }
        withFirstToken(() -> response("response.in_progress", "in_progress"));
        Reasoning reasoning = response.reasoning();
        if (reasoning != null) {
            reasoning.events().forEach(event -> withFirstToken(() -> event));
        }
        output.opening().forEach(event -> withFirstToken(() -> event));
        if (!response.fails()) {
            output.closing().forEach(event -> close(() -> event));
        }
        String status = response.finalStatus();
        close(() -> response("response." + status, status));
        return script;
    }

    private void withFirstToken(Supplier<ObjectNode> event) {
        script.openWithFirstToken(numbered(event));
        opened++;
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

    private byte[] part(int number) {
        ObjectNode event = output.event(number - opened);
        if (response.request().obfuscated() && event.has("delta")) {
            event.put("obfuscation", PADDING.substring(0, 1 + number % PADDING.length()));
        }
        return encoded(event, number);
    }

    private ObjectNode response(String type, String status) {
        return RESPONSE.fill("type", type, "response", response.document(status));
    }

    /**
     * Returns an event with an item of the output.
     *
     * @param type whether it is {@code added} or {@code done}
     */
    static ObjectNode item(String type, int index, ObjectNode item) {
        return ITEM.fill("type", "response.output_item." + type, "index", index, "item", item);
    }
}
