package io.camelgenai.component;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.RetryPolicy;
import io.camelgenai.provider.Auth;
import io.camelgenai.provider.ProviderDescriptor;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes settings of what was said of a connection, or says which option is missing or wrong, and never its value.
 *
 * @param name the connection's name
 * @param said what was said of it
 * @param provider where it leads
 */
record ConnectionCheck(String name, ConnectionConfiguration said, ProviderDescriptor provider) {

    /** @throws IllegalArgumentException when an option is missing or wrong */
    ConnectionSettings settings(CamelContext context, UnaryOperator<@Nullable String> environment) {
        URI url = url();
        String key = key(environment);
        requireSafe(url, key);
        return new ConnectionSettings(
                name,
                provider,
                url,
                key,
                headers(),
                said.getHttpClient(),
                said.getSslContextParameters() == null ? null : TlsParts.of(said.getSslContextParameters(), context),
                limits(),
                retries());
    }

    private URI url() {
        String text = said.getBaseUrl() == null
                ? provider.baseUrl()
                : said.getBaseUrl().trim();
        try {
            URI url = new URI(text);
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("(?i)https?")) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw wrong("baseUrl", "is not a URL");
        }
        throw wrong("baseUrl", "is not an http or https URL");
    }

    private @Nullable String key(UnaryOperator<@Nullable String> environment) {
        Auth auth = provider.auth();
        String key = said.getApiKey();
        boolean ownPlace = said.getBaseUrl() == null;
        if (key == null && ownPlace && auth.environment() != null) {
            key = environment.apply(auth.environment());
        }
        key = key == null ? null : key.trim();
        if (key == null || key.isEmpty()) {
            if (auth.optional()) {
                return null;
            }
            throw wrong(
                    "apiKey",
                    "is missing. Set camel.component.genai.connections[" + name + "].apiKey"
                            + (auth.environment() == null || !ownPlace
                                    ? ""
                                    : ", or the environment variable " + auth.environment()));
        }
        requireHeaderText("apiKey", key);
        return key;
    }

    private void requireSafe(URI url, @Nullable String key) {
        boolean allowed = Boolean.TRUE.equals(said.getAllowPlainHttp());
        if (key != null && !"https".equalsIgnoreCase(url.getScheme()) && !allowed && !isLoopback(url.getHost())) {
            throw wrong("baseUrl", "would send the key over http to another host. Use https, or set allowPlainHttp");
        }
    }

    private static boolean isLoopback(String host) {
        boolean literal = host.startsWith("[") || host.matches("[\\d.]+");
        try {
            return host.equals("localhost")
                    || (literal && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        said.getHttpHeader().forEach((header, value) -> {
            requireHeaderText("httpHeader." + header, String.valueOf(value));
            headers.put(header, String.valueOf(value));
        });
        return headers;
    }

    private void requireHeaderText(String option, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw wrong(option, "holds a character that no HTTP header may hold");
        }
    }

    private Limits limits() {
        Duration eventIdle = said.getEventIdleTimeout();
        return new Limits(
                positive("connectTimeout", said.getConnectTimeout(), Duration.ofSeconds(10)),
                positive("headersTimeout", said.getHeadersTimeout(), Duration.ofSeconds(30)),
                positive("firstEventTimeout", said.getFirstEventTimeout(), Duration.ofSeconds(60)),
                positive("idleTimeout", said.getIdleTimeout(), Duration.ofSeconds(60)),
                eventIdle == null ? null : positive("eventIdleTimeout", eventIdle, eventIdle),
                positive("maxEventSize", said.getMaxEventSize(), 8L << 20),
                positive("maxResponseSize", said.getMaxResponseSize(), 16L << 20));
    }

    private RetryPolicy retries() {
        int retries = Objects.requireNonNullElse(said.getMaxRetries(), 4);
        if (retries < 0) {
            throw wrong("maxRetries", "is negative");
        }
        return new RetryPolicy(
                retries,
                positive("retryDelay", said.getRetryDelay(), Duration.ofMillis(500)),
                positive("maxRetryDelay", said.getMaxRetryDelay(), Duration.ofSeconds(30)));
    }

    private Duration positive(String option, @Nullable Duration value, Duration otherwise) {
        Duration chosen = value == null ? otherwise : value;
        if (chosen.isNegative() || chosen.isZero()) {
            throw wrong(option, "is not a positive duration");
        }
        return chosen;
    }

    private long positive(String option, @Nullable Long value, long otherwise) {
        long chosen = value == null ? otherwise : value;
        if (chosen <= 0) {
            throw wrong(option, "is not a positive number of bytes");
        }
        return chosen;
    }

    private IllegalArgumentException wrong(String option, String what) {
        return new IllegalArgumentException("Connection " + name + ": the option " + option + " " + what);
    }
}
