package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.provider.Auth;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.RequestMapping;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Builds the requests of one connection. Thread-safe. */
final class Requests {

    private static final String USER_AGENT = "camel-genai";

    private final ConnectionSettings settings;
    private final HttpUrl baseUrl;
    private final Headers documentHeaders;
    private final Headers streamHeaders;

    /** The URLs of calls without variables, such as creates. */
    private final Map<Target, HttpUrl> fixedUrls = new ConcurrentHashMap<>();

    private record Target(List<String> segments, Map<String, String> query) {}

    Requests(ConnectionSettings settings) {
        this.settings = settings;
        this.baseUrl = Objects.requireNonNull(HttpUrl.get(settings.baseUrl()), "baseUrl");
        this.documentHeaders = headers(settings, "application/json");
        this.streamHeaders = headers(settings, "text/event-stream")
                .newBuilder()
                .set("Accept-Encoding", "identity")
                .set("Cache-Control", "no-store")
                .build();
    }

    /** The headers of a connection's requests: the user's own replace those of the descriptor and ours, except for the key. */
    private static Headers headers(ConnectionSettings settings, String accept) {
        Headers.Builder headers =
                new Headers.Builder().set("User-Agent", USER_AGENT).set("Accept", accept);
        settings.provider().headers().forEach(headers::set);
        settings.headers().forEach(headers::set);
        String key = settings.apiKey();
        if (key != null) {
            Auth auth = settings.provider().auth();
            headers.set(auth.header(), auth.value(key));
        }
        return headers.build();
    }

    /** A request that asks for a document. */
    Request.Builder document(CallTemplate template, Map<String, String> values, @Nullable ObjectNode body) {
        return request(template, values, body, documentHeaders);
    }

    /** A request that asks for an event stream. */
    Request.Builder stream(CallTemplate template, Map<String, String> values, @Nullable ObjectNode body) {
        return request(template, values, body, streamHeaders);
    }

    private Request.Builder request(
            CallTemplate template, Map<String, String> values, @Nullable ObjectNode body, Headers headers) {
        ObjectNode complete = withFixedParts(template, body);
        return new Request.Builder()
                .url(url(template, values))
                .headers(headers)
                .method(template.method(), complete == null ? null : OneShotJsonBody.of(complete));
    }

    private HttpUrl url(CallTemplate template, Map<String, String> values) {
        return template.hasVariables()
                ? filled(template, values)
                : fixedUrls.computeIfAbsent(
                        new Target(template.segments(), template.query()), any -> filled(template, Map.of()));
    }

    private HttpUrl filled(CallTemplate template, Map<String, String> values) {
        HttpUrl.Builder url = baseUrl.newBuilder();
        template.path(values).forEach(url::addPathSegment);
        template.query(values).forEach(url::addQueryParameter);
        settings.query().forEach(url::addQueryParameter);
        return url.build();
    }

    private static @Nullable ObjectNode withFixedParts(CallTemplate template, @Nullable ObjectNode body) {
        ObjectNode fixed = template.body();
        if (body == null) {
            return fixed;
        }
        ObjectNode merged = fixed == null ? body : merged(body, fixed);
        return RequestMapping.withoutRemoved(merged);
    }

    /** The parts that the descriptor prescribes win over those of the caller, except where the caller removes them. */
    private static ObjectNode merged(ObjectNode own, ObjectNode fixed) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        merged.setAll(own);
        fixed.properties().forEach(part -> {
            JsonNode mine = own.path(part.getKey());
            if (mine instanceof ObjectNode object && part.getValue() instanceof ObjectNode more) {
                merged.set(part.getKey(), merged(object, more));
            } else if (mine != RequestMapping.REMOVED) {
                merged.set(part.getKey(), part.getValue());
            }
        });
        return merged;
    }
}
