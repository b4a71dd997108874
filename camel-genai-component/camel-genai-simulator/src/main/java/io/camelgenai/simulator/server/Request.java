package io.camelgenai.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request as received: the target is neither decoded nor normalized, because signed URLs depend on every byte.
 *
 * @param method the HTTP method
 * @param target path and query as received
 * @param headers the headers
 * @param content the body, which must not be changed
 */
public record Request(String method, String target, HttpHeaders headers, byte[] content) {

    private static final String BEARER = "Bearer ";

    static Request of(FullHttpRequest request) {
        return new Request(
                request.method().name(),
                request.uri(),
                request.headers().copy(),
                ByteBufUtil.getBytes(request.content()));
    }

    /** Returns the body as UTF-8 text. */
    public String body() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Returns the beginning of the body as UTF-8 text. */
    String bodyBeginning(int maxCharacters) {
        int bytes = Math.min(content.length, 4 * maxCharacters);
        String text = new String(content, 0, bytes, StandardCharsets.UTF_8);
        return text.length() > maxCharacters ? text.substring(0, maxCharacters) : text;
    }

    /** Returns the target up to the question mark. */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** Returns the target after the question mark; null if it has none. */
    public @Nullable String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? null : target.substring(mark + 1);
    }

    /** Returns the first value of a header, whose name may have any case; null if it is missing. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** Returns the bearer token of the Authorization header; null if it has none. */
    public @Nullable String bearer() {
        String authorization = header("Authorization");
        return authorization != null && authorization.startsWith(BEARER) && authorization.length() > BEARER.length()
                ? authorization.substring(BEARER.length())
                : null;
    }

    /** Returns the first value of a query parameter; null if it is missing. */
    public @Nullable String parameter(String name) {
        List<String> values = new QueryStringDecoder(target).parameters().get(name);
        return values == null ? null : values.get(0);
    }

    /** Returns the body as JSON; null if it is not, or if its Content-Type says so. */
    public @Nullable JsonNode json() {
        String type = header("Content-Type");
        return type == null || !type.startsWith("application/json") ? null : Json.parse(body());
    }

    /**
     * Returns the body as JSON that fits a schema.
     *
     * @param schema the schema
     * @param notJson the error response to a body that is not JSON
     * @param invalid creates the error response to a body that does not fit
     * @param root the path of the body itself in errors, empty for none
     * @throws ErrorResponseException with one of these responses
     */
    public JsonNode json(
            Schema schema, Response notJson, Function<List<ValidationError>, Response> invalid, String... root) {
        JsonNode document = json();
        if (document == null) {
            throw new ErrorResponseException(notJson);
        }
        List<ValidationError> errors = schema.errors(document, root);
        if (!errors.isEmpty()) {
            throw new ErrorResponseException(invalid.apply(errors));
        }
        return document;
    }

    /** Leaves out headers and body, which may have secrets and prompts. */
    @Override
    public String toString() {
        return method + " " + path();
    }
}
