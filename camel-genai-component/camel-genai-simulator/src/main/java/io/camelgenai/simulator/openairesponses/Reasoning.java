package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * The summary of what a model thought, the first item of an output.
 *
 * @param id the id of the item
 */
record Reasoning(String id) {
    private static final List<String> PIECES = List.of("Let me think", " about that.");
    static final String SUMMARY = String.join("", PIECES);

    private static final JsonTemplate ITEM = JsonTemplate.of("""
            {"id":"$id","type":"reasoning","summary":"$summary"}""");
    private static final JsonTemplate PART = JsonTemplate.of("""
            {"type":"summary_text","text":"$text"}""");
    private static final JsonTemplate EVENT = JsonTemplate.of("""
            {"type":"$type","item_id":"$id","output_index":0,"summary_index":0}""");

    /** Returns the whole item. */
    ObjectNode item() {
        return item(Json.array().add(PART.fill("text", SUMMARY)));
    }

    private ObjectNode item(ArrayNode summary) {
        return ITEM.fill("id", id, "summary", summary);
    }

    /** Returns the events of the item. */
    List<ObjectNode> events() {
        List<ObjectNode> events = new ArrayList<>();
        events.add(ResponseEvents.item("added", 0, item(Json.array())));
        events.add(event("part.added").set("part", PART.fill("text", "")));
        PIECES.forEach(piece -> events.add(event("text.delta").put("delta", piece)));
        events.add(event("text.done").put("text", SUMMARY));
        events.add(event("part.done").set("part", PART.fill("text", SUMMARY)));
        events.add(ResponseEvents.item("done", 0, item()));
        return events;
    }

    private ObjectNode event(String type) {
        return EVENT.fill("type", "response.reasoning_summary_" + type, "id", id);
    }
}
