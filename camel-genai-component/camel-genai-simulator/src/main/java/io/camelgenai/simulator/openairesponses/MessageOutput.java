package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import java.util.List;

/**
 * A message with one part: a text, or a refusal.
 *
 * @param id the id of the message
 * @param index its place in the output
 * @param parts the tokens
 * @param refused whether it is a refusal
 * @param incomplete whether it is cut
 */
record MessageOutput(String id, int index, TimedText parts, boolean refused, boolean incomplete) implements Output {
    private static final JsonTemplate MESSAGE = JsonTemplate.of("""
            {"id":"$id","type":"message","status":"$status","role":"assistant","content":"$content"}""");
    private static final JsonTemplate TEXT = JsonTemplate.of("""
            {"type":"output_text","text":"$text","annotations":[],"logprobs":[]}""");
    private static final JsonTemplate REFUSAL = JsonTemplate.of("""
            {"type":"refusal","refusal":"$text"}""");
    private static final JsonTemplate EVENT = JsonTemplate.of("""
            {"type":"$type","item_id":"$id","output_index":"$index","content_index":0}""");

    @Override
    public ArrayNode items() {
        return Json.array()
                .add(message(
                        incomplete ? "incomplete" : "completed", Json.array().add(part(parts.text()))));
    }

    @Override
    public List<ObjectNode> opening() {
        return List.of(
                ResponseEvents.item("added", index, message("in_progress", Json.array())),
                event("response.content_part.added").set("part", part("")));
    }

    @Override
    public ObjectNode event(int part) {
        return withLogprobs(event(kind() + ".delta").put("delta", parts.token(part)));
    }

    @Override
    public List<ObjectNode> closing() {
        String whole = parts.text();
        return List.of(
                withLogprobs(event(kind() + ".done").put(refused ? "refusal" : "text", whole)),
                event("response.content_part.done").set("part", part(whole)),
                ResponseEvents.item("done", index, (ObjectNode) items().get(0)));
    }

    private String kind() {
        return refused ? "response.refusal" : "response.output_text";
    }

    private ObjectNode withLogprobs(ObjectNode event) {
        return refused ? event : event.set("logprobs", Json.array());
    }

    private ObjectNode event(String type) {
        return EVENT.fill("type", type, "id", id, "index", index);
    }

    private ObjectNode part(String text) {
        return (refused ? REFUSAL : TEXT).fill("text", text);
    }

    private ObjectNode message(String status, ArrayNode content) {
        return MESSAGE.fill("id", id, "status", status, "content", content);
    }
}
