package io.camelgenai.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response that is complete before it is sent. Immutable. */
public final class Response {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Creates a response with a body of bytes, which are not copied. */
    public static Response of(int status, String contentType, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        return new Response(status, headers, body);
    }

    /** Creates a response with a body of text. */
    public static Response text(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Creates a response with a body of JSON. */
    public static Response json(int status, JsonNode body) {
        return of(status, "application/json", Json.bytes(body));
    }

    /** Returns a copy with another header. */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    /** Returns a copy with another status and body, which is not copied. */
    public Response withBody(int otherStatus, byte[] otherBody) {
        return new Response(otherStatus, headers, otherBody);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Returns the bytes of the body, which must not be changed. */
    public byte[] body() {
        return body;
    }
}
