package io.camelgenai.component;

import java.util.LinkedHashMap;
import java.util.Map;
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

    private static final String KEY = "idempotencyKey";
    private static final String ID = "generationId";

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        return new DynamicAwareEntry(uri, originalUri, endpointProperties(exchange, uri), Map.of());
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) throws Exception {
        Map<String, Object> rest = new LinkedHashMap<>(entry.getProperties());
        rest.remove(KEY);
        rest.remove(ID);
        String path = StringHelper.before(entry.getUri(), "?", entry.getUri());
        return asEndpointUri(exchange, model(entry) == null ? path : withoutModel(path), rest);
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        String model = model(entry);
        Map<String, Object> values = new LinkedHashMap<>(entry.getProperties());
        URISupport.resolveRawParameterValues(values);
        return each -> {
            set(each, GenAiConstants.IDEMPOTENCY_KEY, values.get(KEY));
            set(each, GenAiConstants.GENERATION_ID, values.get(ID));
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
