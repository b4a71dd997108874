package io.camelgenai.simulator.twelvelabs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Script;
import io.camelgenai.simulator.server.Sse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The stream of a response: numbered events with their names, then the last marker. After a failure the marker does not
 * come: nothing is said of it, so nobody may count on it. An incomplete response ends with {@code response.completed},
 * since there is no event of its own for it.
 */
final class EventScript implements Script {
    private final Reply reply;
    private final Speech speech;
    private final List<Supplier<ObjectNode>> before = new ArrayList<>();
    private final List<Supplier<ObjectNode>> after = new ArrayList<>();
    private final int message;

    EventScript(Reply reply) {
        this.reply = reply;
        this.speech = reply.speech();
        this.message = reply.looksUp() ? 2 : 0;
        before.add(() -> response("response.created", reply.begun()));
        before.add(() -> response("response.in_progress", reply.begun()));
        if (reply.looksUp()) {
            lookUp();
        }
        before.add(() -> item("response.output_item.added", message, reply.message("in_progress", "")));
        before.add(() -> part("response.content_part.added", ""));
        if (speech.fails()) {
            after.add(() -> response("response.failed", reply.whole()));
            return;
        }
        after.add(() -> textual("response.output_text.done").put("text", speech.text()));
        after.add(() -> part("response.content_part.done", speech.text()));
        after.add(() -> item("response.output_item.done", message, reply.message(reply.lastStatus(), speech.text())));
        after.add(() -> response("response.completed", reply.whole()));
    }

    private void lookUp() {
        before.add(() -> item("response.output_item.added", 0, reply.call("in_progress")));
        before.add(() -> typed("response.function_call_arguments.done")
                .put("item_id", reply.call("completed").get("id").textValue())
                .put("output_index", 0)
                .put("arguments", reply.arguments()));
        before.add(() -> item("response.output_item.done", 0, reply.call("completed")));
    }

    @Override
    public int frames() {
        return before.size() + speech.size() + after.size() + (speech.fails() ? 0 : 1);
    }

    @Override
    public long dueNanos(int index) {
        return index < before.size() ? 0 : speech.dueNanos(index - before.size());
    }

    @Override
    public byte[] frame(int index) {
        int token = index - before.size();
        int behind = token - speech.size();
        if (behind == after.size()) {
            return Sse.DONE;
        }
        ObjectNode event = token < 0
                ? before.get(index).get()
                : behind < 0
                        ? textual("response.output_text.delta").put("delta", speech.token(token))
                        : after.get(behind).get();
        return Sse.event(event.put("sequence_number", index));
    }

    @Override
    public long ageNanos() {
        return reply.ageNanos();
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }

    private static ObjectNode response(String type, ObjectNode response) {
        return typed(type).set("response", response);
    }

    private static ObjectNode item(String type, int index, ObjectNode item) {
        return typed(type).put("output_index", index).set("item", item);
    }

    private ObjectNode textual(String type) {
        return typed(type)
                .put("item_id", reply.messageId())
                .put("output_index", message)
                .put("content_index", 0);
    }

    private ObjectNode part(String type, String text) {
        return textual(type).set("part", Reply.part(text));
    }
}
