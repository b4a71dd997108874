package io.camelgenai.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer that is whole before it is sent. Immutable. */
public final class Response {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * An answer of bytes.
     *
     * @param status the HTTP status
     * @param contentType the Content-Type
     * @param body the body, not copied
     * @return the answer
     */
    public static Response of(int status, String contentType, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        return new Response(status, headers, body);
    }

    /**
     * An answer of text.
     *
     * @param status the HTTP status
     * @param contentType the Content-Type
     * @param body the body
     * @return the answer
     */
    public static Response text(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An answer of JSON.
     *
     * @param status the HTTP status
     * @param body the document
     * @return the answer
     */
    public static Response json(int status, JsonNode body) {
        return of(status, "application/json", Json.bytes(body));
    }

    /**
     * Adds a header.
     *
     * @param name its name
     * @param value its value
     * @return a new answer
     */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    /**
     * Another body with the same headers.
     *
     * @param otherStatus its HTTP status
     * @param otherBody the body, not copied
     * @return a new answer
     */
    public Response part(int otherStatus, byte[] otherBody) {
        return new Response(otherStatus, headers, otherBody);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return its bytes, not to be changed
     */
    public byte[] body() {
        return body;
    }
}
