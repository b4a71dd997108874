package io.camelgenai.simulator.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The lines of event streams. */
public final class Sse {
    /** The headers of a stream. */
    public static final Map<String, String> HEADERS =
            Map.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-cache");

    /** The last frame where a provider has one. */
    public static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    /** A comment, which clients pass over. */
    public static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);

    private Sse() {}

    /**
     * A frame of data alone.
     *
     * @param data the document
     * @return its bytes
     */
    public static byte[] data(ObjectNode data) {
        return bytes("data: " + text(data) + "\n\n");
    }

    /**
     * A frame with the name of its event, which is also the {@code type} of its data.
     *
     * @param data the document
     * @return its bytes
     */
    public static byte[] event(ObjectNode data) {
        return event(data.get("type").textValue(), text(data));
    }

    /**
     * A frame with the name of its event.
     *
     * @param event the name
     * @param data one line of data
     * @return its bytes
     */
    public static byte[] event(String event, String data) {
        return bytes("event: " + event + "\ndata: " + data + "\n\n");
    }

    private static String text(ObjectNode data) {
        return new String(Json.bytes(data), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String frame) {
        return frame.getBytes(StandardCharsets.UTF_8);
    }
}
