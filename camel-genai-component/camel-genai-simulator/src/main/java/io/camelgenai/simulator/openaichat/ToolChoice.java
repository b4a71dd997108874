package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import java.util.List;

/**
 * A choice that calls tools.
 *
 * @param calls the calls
 * @param parts for each call an empty part, which stands for its name, and the parts of its input
 * @param forced whether the request names the tool
 */
record ToolChoice(List<Call> calls, TimedText parts, boolean forced) implements Choice {

    /**
     * A call.
     *
     * @param id its id
     * @param tool what is called
     * @param start the index of its first part
     */
    record Call(String id, ChatTool tool, int start) {}

    @Override
    public ObjectNode message() {
        ObjectNode message =
                Json.object().put("role", "assistant").putNull("content").putNull("refusal");
        message.putArray("annotations");
        if (isLegacy()) {
            return message.set("function_call", calls.get(0).tool().call(input(0)));
        }
        ArrayNode all = message.putArray("tool_calls");
        for (int i = 0; i < calls.size() && calls.get(i).start() < parts.size(); i++) {
            all.add(call(calls.get(i), input(i)));
        }
        return message;
    }

    @Override
    public ObjectNode opening() {
        return Json.object().put("role", "assistant").putNull("content");
    }

    @Override
    public ObjectNode delta(int part) {
        int index = calls.size() - 1;
        while (calls.get(index).start() > part) {
            index--;
        }
        Call call = calls.get(index);
        ChatTool tool = call.tool();
        boolean first = call.start() == part;
        ObjectNode content = first ? tool.call("") : tool.more(parts.token(part));
        if (isLegacy()) {
            return Json.object().set("function_call", content);
        }
        ObjectNode delta = Json.object().put("index", index);
        delta.setAll(first ? call(call, "") : Json.object().set(tool.type(), content));
        return Json.object().set("tool_calls", Json.array().add(delta));
    }

    @Override
    public String finishReason() {
        return isLegacy() ? "function_call" : forced ? "stop" : "tool_calls";
    }

    @Override
    public JsonNode logprobs(int from, int to) {
        return NullNode.getInstance();
    }

    private boolean isLegacy() {
        return calls.get(0).tool().kind() == ChatTool.Kind.LEGACY;
    }

    private static ObjectNode call(Call call, String input) {
        ChatTool tool = call.tool();
        return Json.object().put("id", call.id()).put("type", tool.type()).set(tool.type(), tool.call(input));
    }

    private String input(int index) {
        int end = index + 1 < calls.size() ? calls.get(index + 1).start() : parts.size();
        StringBuilder input = new StringBuilder();
        for (int part = calls.get(index).start(); part < Math.min(end, parts.size()); part++) {
            input.append(parts.token(part));
        }
        return input.toString();
    }
}
