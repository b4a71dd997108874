package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Sse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the chunks of a completion read. The two ends of a chunk are the same for all tokens, and are written once. */
final class Frames {
    private final byte[] head;
    private final byte[] tail;
    private final String id;
    private final String model;
    private final long created;
    private final boolean usage;

    Frames(String id, String model, long created, boolean usage) {
        this.id = id;
        this.model = model;
        this.created = created;
        this.usage = usage;
        // Put together by hand: this is the frame of which there are millions.
        this.head = ("data: {\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":" + created
                        + ",\"model\":\"" + quoted(model)
                        + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
                .getBytes(StandardCharsets.UTF_8);
        this.tail = ("\"},\"logprobs\":null,\"finish_reason\":null}]" + (usage ? ",\"usage\":null" : "") + "}\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] role() {
        ObjectNode chunk = chunk();
        choice(chunk, null).putObject("delta").put("role", "assistant").put("content", "");
        return Sse.data(chunk);
    }

    byte[] token(String text) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(head.length + tail.length + 2 * text.length());
        frame.writeBytes(head);
        frame.writeBytes(quoted(text).getBytes(StandardCharsets.UTF_8));
        frame.writeBytes(tail);
        return frame.toByteArray();
    }

    byte[] finish(String reason) {
        ObjectNode chunk = chunk();
        choice(chunk, reason).putObject("delta");
        return Sse.data(chunk);
    }

    byte[] usage(ObjectNode tokens) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices");
        return Sse.data(chunk.set("usage", tokens));
    }

    private ObjectNode chunk() {
        ObjectNode chunk = Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
        return usage ? chunk.putNull("usage") : chunk;
    }

    private static ObjectNode choice(ObjectNode chunk, @Nullable String reason) {
        return chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .putNull("logprobs")
                .put("finish_reason", reason);
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
