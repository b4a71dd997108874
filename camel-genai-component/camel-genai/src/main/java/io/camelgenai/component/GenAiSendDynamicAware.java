package io.camelgenai.component;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code toD} use one endpoint for a model, generation id or idempotency key that changes with each message, by moving
 * the changing values into headers. An evaluated value is taken as it is and not evaluated again.
 */
@SendDynamic("genai")
public class GenAiSendDynamicAware extends SendDynamicAwareSupport {

    /** The headers that have the values, by the options that do not make an endpoint of its own. */
    private static final Map<String, String> OPTIONS = Map.of(
            "idempotencyKey", GenAiConstants.IDEMPOTENCY_KEY,
            "generationId", GenAiConstants.GENERATION_ID);

    private final Map<String, List<DynamicOption>> ofTemplates = new ConcurrentHashMap<>();

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /** The values for the headers are in the entry's lenient properties. */
    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        Map<String, Object> headers = new LinkedHashMap<>();
        String rest = uri;
        for (DynamicOption each : ofTemplates.computeIfAbsent(originalUri, this::optionsIn)) {
            DynamicOption.Taken taken = each.takeFrom(rest, headers.size(), exchange);
            headers.put(taken.header(), taken.value());
            rest = taken.uri();
        }
        Map<String, Object> properties = new LinkedHashMap<>(endpointProperties(exchange, rest));
        OPTIONS.forEach((option, header) -> moveTo(headers, header, properties.remove(option)));
        return new DynamicAwareEntry(rest, originalUri, properties, headers);
    }

    private List<DynamicOption> optionsIn(String template) {
        return OPTIONS.entrySet().stream()
                .map(each -> DynamicOption.in(getCamelContext(), template, each.getKey(), each.getValue()))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** A value that a message brought together with the name of its option is URI text. */
    private static void moveTo(Map<String, Object> headers, String header, @Nullable Object value) {
        if (value != null) {
            Map<String, Object> text = new HashMap<>(Map.of(header, value));
            URISupport.resolveRawParameterValues(text);
            headers.putAll(text);
        }
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        String path = StringHelper.before(entry.getUri(), "?", entry.getUri());
        return asEndpointUri(exchange, model(entry) == null ? path : withoutModel(path), entry.getProperties());
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        String model = model(entry);
        return each -> {
            entry.getLenientProperties().forEach((header, value) -> set(each, header, value));
            set(each, GenAiConstants.MODEL, model);
        };
    }

    @Override
    public @Nullable Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return null;
    }

    private static void set(Exchange exchange, String header, @Nullable Object value) {
        if (value != null) {
            exchange.getMessage().setHeader(header, value);
        }
    }

    private static @Nullable String model(DynamicAwareEntry entry) {
        String path = path(StringHelper.before(entry.getUri(), "?", entry.getUri()));
        int slash = path.indexOf('/');
        return slash < 0 ? null : path.substring(slash + 1);
    }

    private static String withoutModel(String uri) {
        String path = path(uri);
        return uri.substring(0, uri.length() - path.length()) + path.substring(0, path.indexOf('/'));
    }

    /** The part after the scheme, without leading slashes. */
    private static String path(String uri) {
        return uri.substring(uri.indexOf(':') + 1).replaceFirst("^//", "");
    }
}
