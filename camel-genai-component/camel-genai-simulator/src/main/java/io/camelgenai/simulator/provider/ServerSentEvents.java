package io.camelgenai.simulator.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Encodes the frames of event streams. */
public final class ServerSentEvents {
    /** The media type of a stream. */
    public static final String MEDIA_TYPE = "text/event-stream; charset=utf-8";

    /** The headers of a stream. */
    public static final Map<String, String> HEADERS = Map.of("Content-Type", MEDIA_TYPE, "Cache-Control", "no-cache");

    /** A comment, which clients skip. */
    public static final byte[] COMMENT = bytes(": keep-alive\n\n");

    private static final byte[] DONE = bytes("data: [DONE]\n\n");
    private static final String TEXT = "$text";

    private ServerSentEvents() {}

    /** Encodes a frame with data but without an event name. */
    public static byte[] data(ObjectNode data) {
        return bytes("data: " + new String(Json.bytes(data), StandardCharsets.UTF_8) + "\n\n");
    }

    /** Encodes a frame whose event name is the {@code type} of its data. */
    public static byte[] event(ObjectNode data) {
        return event(data.get("type").textValue(), data);
    }

    /** Encodes a frame with an event name. */
    public static byte[] event(String name, ObjectNode data) {
        return bytes("event: " + name + "\n" + new String(data(data), StandardCharsets.UTF_8));
    }

    /** Returns the terminal event of the providers that have one, whatever its number. */
    public static byte[] done(int index) {
        return DONE;
    }

    /**
     * A frame that many tokens share. The bytes before and after the text are encoded once.
     *
     * @param prefix the bytes before the text
     * @param suffix the bytes after the text
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record TokenPattern(byte[] prefix, byte[] suffix) {

        /** Splits an encoded frame at the text {@code $text}. */
        public static TokenPattern of(byte[] frame) {
            String encoded = new String(frame, StandardCharsets.UTF_8);
            int at = encoded.lastIndexOf(TEXT);
            return new TokenPattern(bytes(encoded.substring(0, at)), bytes(encoded.substring(at + TEXT.length())));
        }

        /** Encodes the frame of a token. */
        public byte[] with(String token) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream(prefix.length + suffix.length + 2 * token.length());
            frame.writeBytes(prefix);
            frame.writeBytes(bytes(Json.escaped(token)));
            frame.writeBytes(suffix);
            return frame.toByteArray();
        }
    }

    private static byte[] bytes(String frame) {
        return frame.getBytes(StandardCharsets.UTF_8);
    }
}
