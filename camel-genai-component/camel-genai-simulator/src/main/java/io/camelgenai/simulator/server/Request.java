package io.camelgenai.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.json.Json;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came: the target is neither decoded nor normalised, because signed addresses depend on every byte.
 *
 * @param method the HTTP method
 * @param target path and query as on the wire
 * @param headers the headers
 * @param body the body as UTF-8 text
 */
public record Request(String method, String target, HttpHeaders headers, String body) {

    private static final String BEARER = "Bearer ";

    static Request of(FullHttpRequest request) {
        return new Request(
                request.method().name(),
                request.uri(),
                request.headers().copy(),
                request.content().toString(StandardCharsets.UTF_8));
    }

    /**
     * The path.
     *
     * @return the target up to the question mark
     */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /**
     * The query.
     *
     * @return the target behind the question mark, or null where there is none
     */
    public @Nullable String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? null : target.substring(mark + 1);
    }

    /**
     * A header.
     *
     * @param name its name in any case
     * @return the first value, or null
     */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /**
     * The bearer token.
     *
     * @return what follows {@code Bearer} in the Authorization header, or null
     */
    public @Nullable String bearer() {
        String authorization = header("Authorization");
        return authorization != null && authorization.startsWith(BEARER) && authorization.length() > BEARER.length()
                ? authorization.substring(BEARER.length())
                : null;
    }

    /**
     * A parameter of the query.
     *
     * @param name its name
     * @return its first value, or null where there is none
     */
    public @Nullable String parameter(String name) {
        List<String> values = new QueryStringDecoder(target).parameters().get(name);
        return values == null ? null : values.get(0);
    }

    /**
     * The body as JSON.
     *
     * @return the document, or null where the body is none or its Content-Type says that it is something else
     */
    public @Nullable JsonNode json() {
        String type = header("Content-Type");
        return type == null || !type.startsWith("application/json") ? null : Json.parse(body);
    }

    /** Shows no header and no body. */
    @Override
    public String toString() {
        return method + " " + path();
    }
}
