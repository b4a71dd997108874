package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Script;
import io.camelgenai.simulator.server.Sse;

/**
 * The stream of a text: a start with the id, deltas, an end, and the last marker. After an error the last marker does not
 * come: nothing is said of it, so nobody may count on it.
 */
final class TextScript implements Script {
    private final Generation generation;
    private final Speech speech;

    TextScript(Generation generation, Speech speech) {
        this.generation = generation;
        this.speech = speech;
    }

    @Override
    public int frames() {
        return 1 + speech.size() + (speech.fails() ? 1 : 2);
    }

    @Override
    public long dueNanos(int index) {
        return index == 0 ? 0 : speech.dueNanos(index - 1);
    }

    @Override
    public byte[] frame(int index) {
        if (index == 0) {
            return Sse.data(typed("generation_start").put("id", id()).put("model", generation.model()));
        }
        if (index <= speech.size()) {
            return Sse.data(typed("content_delta").put("delta", speech.token(index - 1)));
        }
        if (speech.fails()) {
            return Sse.data(typed("error").put("message", Documents.FAILURE));
        }
        return index == frames() - 1
                ? Sse.DONE
                : Sse.data(typed("generation_end").put("id", id()).put("tokens_spent", speech.size()));
    }

    @Override
    public long ageNanos() {
        return generation.ageNanos();
    }

    private long id() {
        return Long.parseLong(generation.id());
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }
}
