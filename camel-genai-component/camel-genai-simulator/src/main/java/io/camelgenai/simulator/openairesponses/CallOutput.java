package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import java.util.List;

/**
 * Calls of functions, one after the other. A call has a part for each token of its arguments, and empty parts around them for the
 * events that begin and end it.
 *
 * @param calls the calls
 * @param index the place of the first one in the output
 * @param parts the parts of all calls
 */
record CallOutput(List<Call> calls, int index, TimedText parts) implements Output {
    /** The parts after the arguments of a call. */
    static final int LAST_PARTS = 2;

    private static final JsonTemplate CALL = JsonTemplate.of("""
            {"id":"$id","type":"function_call","status":"$status","arguments":"$arguments","call_id":"$call",
             "name":"$name"}""");
    private static final JsonTemplate EVENT = JsonTemplate.of("""
            {"type":"$type","item_id":"$id","output_index":"$index"}""");

    /**
     * A call.
     *
     * @param id the id of the item
     * @param callId the id to which an output refers
     * @param tool what is called
     * @param start the number of its first part
     * @param size how many parts it has
     */
    record Call(String id, String callId, FunctionTool tool, int start, int size) {

        private int argumentsEnd() {
            return start + size - LAST_PARTS;
        }
    }

    @Override
    public ArrayNode items() {
        ArrayNode items = Json.array();
        for (Call call : calls) {
            if (call.start < parts.size()) {
                boolean whole = call.argumentsEnd() <= parts.size();
                items.add(item(call, whole ? "completed" : "incomplete", arguments(call)));
            }
        }
        return items;
    }

    @Override
    public List<ObjectNode> opening() {
        return List.of();
    }

    @Override
    public ObjectNode event(int part) {
        int number = calls.size() - 1;
        while (calls.get(number).start > part) {
            number--;
        }
        Call call = calls.get(number);
        int place = index + number;
        if (part == call.start) {
            return ResponseEvents.item("added", place, item(call, "in_progress", ""));
        }
        if (part < call.argumentsEnd()) {
            return event("delta", call, place).put("delta", parts.token(part));
        }
        return part == call.argumentsEnd()
                ? event("done", call, place).put("arguments", arguments(call)).put("name", call.tool.name())
                : ResponseEvents.item("done", place, item(call, "completed", arguments(call)));
    }

    @Override
    public List<ObjectNode> closing() {
        return List.of();
    }

    private static ObjectNode event(String type, Call call, int place) {
        return EVENT.fill("type", "response.function_call_arguments." + type, "id", call.id, "index", place);
    }

    private String arguments(Call call) {
        StringBuilder arguments = new StringBuilder();
        for (int part = call.start; part < Math.min(call.argumentsEnd(), parts.size()); part++) {
            arguments.append(parts.token(part));
        }
        return arguments.toString();
    }

    private static ObjectNode item(Call call, String status, String arguments) {
        return CALL.fill(
                "id", call.id, "status", status, "arguments", arguments, "call", call.callId, "name", call.tool.name());
    }
}
