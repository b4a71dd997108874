package io.camelgenai.simulator.geminiinteractions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.provider.TextStreamScript;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of an interaction. Those of one that is stored have an id. The last ones are the interaction without its steps, or
 * an error where it fails, and an end marker; a canceled interaction has neither, its stream just ends.
 */
final class InteractionEvents {
    static final String PLACE = "the sea";

    private static final String ARGUMENTS = "{\"place\":\"" + PLACE + "\"}";

    private static final String ID_PREFIX = "evt_";
    private static final JsonTemplate INTERACTION = JsonTemplate.of("""
            {"interaction":"$interaction","event_type":"$type"}""");
    private static final JsonTemplate STATUS = JsonTemplate.of("""
            {"interaction_id":"$id","status":"in_progress","event_type":"interaction.status_update"}""");
    private static final JsonTemplate STEP = JsonTemplate.of("""
            {"index":"$index","step":"$step","event_type":"step.start"}""");
    private static final JsonTemplate DELTA = JsonTemplate.of("""
            {"index":"$index","delta":"$delta","event_type":"step.delta"}""");
    private static final JsonTemplate STOP = JsonTemplate.of("""
            {"index":"$index","event_type":"step.stop"}""");
    private static final JsonTemplate ERROR = JsonTemplate.of("""
            {"error":"$error","event_type":"error"}""");

    private final Interaction interaction;
    private final TextStreamScript script;
    private final int output;

    private InteractionEvents(Interaction interaction) {
        this.interaction = interaction;
        this.output = interaction.request().thinks() ? 1 : 0;
        this.script = new TextStreamScript(
                interaction.text(), (token, number) -> encoded(delta(output, Interaction.text(token)), number));
    }

    /** Returns all events of an interaction. */
    static StreamScript of(Interaction interaction) {
        return new InteractionEvents(interaction).script();
    }

    /** Returns the number of the event with an id. */
    static int number(String id) {
        if (!id.matches(ID_PREFIX + "\\d{1,9}")) {
            throw GeminiInteractions.invalid("There is no event '" + id + "'.");
        }
        return Integer.parseInt(id.substring(ID_PREFIX.length()));
    }

    private StreamScript script() {
        script.open(numbered(() -> whole("interaction.created", "in_progress")));
        script.open(numbered(() -> STATUS.fill("id", interaction.id())));
        if (output > 0) {
            open(() -> step(0, "thought"));
            open(() -> delta(
                    0,
                    Json.object()
                            .put("type", "thought_summary")
                            .set("content", Interaction.text(Interaction.THOUGHT))));
            open(() -> delta(0, Json.object().put("type", "thought_signature").put("signature", "EqQBCgIYAhIM")));
            open(() -> STOP.fill("index", 0));
        }
        open(() -> step(output, "model_output"));
        if (interaction.text().fails()) {
            close(() -> ERROR.fill(
                    "error", GeminiInteractions.failure(interaction.request().markers())));
        } else {
            if (interaction.request().draws()) {
                close(() -> delta(output, interaction.picture()));
            }
            close(() -> STOP.fill("index", output));
            closeWithCall(interaction.request().function());
            close(() -> whole("interaction.completed", interaction.finalStatus()));
        }
        script.close(ServerSentEvents::done);
        return script;
    }

    private void closeWithCall(@Nullable String function) {
        if (function == null) {
            return;
        }
        int index = output + 1;
        close(() -> STEP.fill("index", index, "step", interaction.call(function, Json.object())));
        close(() -> delta(index, Json.object().put("type", "arguments_delta").put("arguments", ARGUMENTS)));
        close(() -> STOP.fill("index", index));
    }

    private void open(Supplier<ObjectNode> event) {
        script.openWithFirstToken(numbered(event));
    }

    private void close(Supplier<ObjectNode> event) {
        script.close(numbered(event));
    }

    private IntFunction<byte[]> numbered(Supplier<ObjectNode> event) {
        return number -> encoded(event.get(), number);
    }

    private byte[] encoded(ObjectNode event, int number) {
        if (interaction.isStored()) {
            event.put("event_id", ID_PREFIX + number);
        }
        return ServerSentEvents.event(event.get("event_type").textValue(), event);
    }

    private ObjectNode whole(String type, String status) {
        return INTERACTION.fill("interaction", interaction.summary(status), "type", type);
    }

    private static ObjectNode step(int index, String type) {
        return STEP.fill("index", index, "step", Json.object().put("type", type));
    }

    private static ObjectNode delta(int index, ObjectNode delta) {
        return DELTA.fill("index", index, "delta", delta);
    }
}
