package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.provider.Auth.KeyHeader;
import io.camelgenai.provider.CallParams;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.RequestMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Builds the requests of one connection. Thread-safe. */
final class Requests {

    static final String USER_AGENT = "camel-genai";

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
    static Headers headers(ConnectionSettings settings, String accept) {
        Headers.Builder headers =
                new Headers.Builder().set("User-Agent", USER_AGENT).set("Accept", accept);
        settings.provider().headers().forEach(headers::set);
        settings.headers().forEach(headers::set);
        String key = settings.apiKey();
        KeyHeader inHeader = settings.provider().auth().header();
        if (key != null && inHeader != null) {
            headers.set(inHeader.name(), inHeader.value(key));
        }
        return headers.build();
    }

    /** A request that asks for a document. */
    Request.Builder document(CallTemplate template, Map<String, String> values) {
        return sent(template, values, null, documentHeaders, OneShotJsonBody::of);
    }

    /** A request that asks for an event stream. */
    Request.Builder stream(CallTemplate template, Map<String, String> values) {
        return sent(template, values, null, streamHeaders, OneShotJsonBody::of);
    }

    /**
     * A request that creates.
     *
     * @param streamed makes the body of the request object; null where the object is the body
     */
    Request.Builder create(
            CallTemplate template,
            Map<String, String> values,
            ObjectNode body,
            @Nullable Function<ObjectNode, ? extends RequestBody> streamed,
            boolean asStream) {
        Map<String, String> all = new HashMap<>(CallParams.in(body));
        all.putAll(values);
        return sent(
                template,
                all,
                CallParams.without(body),
                asStream ? streamHeaders : documentHeaders,
                streamed == null ? OneShotJsonBody::of : streamed);
    }

    private Request.Builder sent(
            CallTemplate template,
            Map<String, String> values,
            @Nullable ObjectNode body,
            Headers headers,
            Function<ObjectNode, ? extends RequestBody> bodyOf) {
        HttpUrl link = template.isLink() ? link(template, values) : null;
        CallTemplate form = link != null || template.otherwise() == null ? template : template.otherwise();
        ObjectNode complete = withFixedParts(form.body(values), body);
        Request.Builder request = new Request.Builder()
                .url(link == null ? url(form, values) : link)
                .headers(headers);
        form.headers(values).forEach(request::header);
        return request.method(form.method(), complete == null ? noBody(form) : bodyOf.apply(complete));
    }

    /** The URL that the provider gave, or null where it gave none that may be followed and the call has another form. */
    private @Nullable HttpUrl link(CallTemplate template, Map<String, String> values) {
        String given = template.link(values);
        boolean isUrl = given != null && (given.startsWith("/") || given.contains("://"));
        HttpUrl url = isUrl ? baseUrl.resolve(given) : null;
        if (url != null && mayFollow(url)) {
            HttpUrl.Builder complete = url.newBuilder();
            template.query(values).forEach(complete::addQueryParameter);
            return complete.build();
        }
        if (template.otherwise() != null) {
            return null;
        }
        throw new GenAiException(
                given == null
                        ? "No answer of " + settings.provider().name()
                                + " about this generation had a URL for this call:"
                                + " only the application that created it can make it"
                        : url == null
                                ? settings.provider().name() + " gave no URL at " + template.link()
                                        + ", where its descriptor has the URL of this call"
                                : settings.provider().name() + " gave a URL at " + url.host()
                                        + ", where the key must not go: its descriptor allows "
                                        + settings.provider().links().hosts()
                                        + " (hosts), by https",
                Where.generation(settings.provider().name(), values.get(CallTemplate.ID)),
                null);
    }

    private boolean mayFollow(HttpUrl url) {
        return isOwn(url) || (url.isHttps() && settings.provider().links().allow(url.host()));
    }

    HttpUrl baseUrl() {
        return baseUrl;
    }

    /** Whether a URL is of the connection's own origin. */
    boolean isOwn(HttpUrl url) {
        return url.scheme().equals(baseUrl.scheme())
                && url.host().equals(baseUrl.host())
                && url.port() == baseUrl.port();
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

    private static @Nullable OneShotJsonBody noBody(CallTemplate template) {
        return CallTemplate.WITH_BODY.contains(template.method()) ? OneShotJsonBody.EMPTY : null;
    }

    private static @Nullable ObjectNode withFixedParts(@Nullable ObjectNode fixed, @Nullable ObjectNode body) {
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
