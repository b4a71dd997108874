package io.camelgenai.component.connection;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.ConnectionSettings.Tls;
import io.camelgenai.client.RetryPolicy;
import io.camelgenai.provider.Auth;
import io.camelgenai.provider.DescriptorException;
import io.camelgenai.provider.ProviderDescriptor;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Makes settings of what was said of a connection, or says which option is missing or wrong, as it was written, and never
 * its value.
 *
 * @param component the name of the component that has the connection
 * @param name the connection's name
 * @param said what was said of it
 * @param inUris what of that was said by endpoints
 */
record ConnectionSettingsFactory(
        String component, String name, ConnectionConfiguration configured, ConnectionConfiguration inUris) {

    private static final long MAX_SIZE = Integer.MAX_VALUE;
    private static final int MAX_RETRIES = 10_000;

    /** @throws IllegalArgumentException when a property could not be set */
    void bindingErrors() {
        configured.bindingErrors().forEach((property, what) -> {
            throw wrong(property, what);
        });
    }

    /** @throws IllegalArgumentException when the provider that was named is not there */
    ProviderDescriptor provider(Function<String, ProviderDescriptor> catalog) {
        String named = configured.getProvider();
        try {
            return catalog.apply(named == null ? name : named);
        } catch (DescriptorException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Connection " + name + ": the property " + property("provider") + " is wrong. " + e.getMessage());
        }
    }

    /**
     * Checks each value that was given, wherever it leads to.
     *
     * @throws IllegalArgumentException when one is wrong
     */
    void values(CamelContext context) {
        String baseUrl = configured.getBaseUrl();
        URI url = baseUrl == null ? null : url(baseUrl.trim());
        String key = configured.getApiKey();
        if (key != null) {
            requireHeaderText("apiKey", key.trim());
        }
        if (url != null && key != null && !key.isBlank()) {
            requireSafe(url);
        }
        headers();
        limits();
        retries();
        tls(context, null);
    }

    /**
     * @param globalTls what is used where neither TLS parameters nor a client are given
     * @throws IllegalArgumentException when an option is missing or wrong
     */
    ConnectionSettings settings(
            ProviderDescriptor provider,
            CamelContext context,
            UnaryOperator<@Nullable String> environment,
            @Nullable SSLContextParameters globalTls) {
        String baseUrl = configured.getBaseUrl();
        URI url = url(baseUrl == null ? provider.baseUrl() : baseUrl.trim());
        String key = key(provider.auth(), environment);
        if (key != null) {
            requireSafe(url);
        }
        return new ConnectionSettings(
                name,
                provider,
                url,
                key,
                headers(),
                configured.getHttpClient(),
                tls(context, globalTls),
                limits(),
                retries());
    }

    private @Nullable Tls tls(CamelContext context, @Nullable SSLContextParameters globalTls) {
        SSLContextParameters own = configured.getSslContextParameters();
        SSLContextParameters chosen = own == null && configured.getHttpClient() == null ? globalTls : own;
        if (chosen == null) {
            return null;
        }
        try {
            return TlsParts.of(chosen, context);
        } catch (Exception e) {
            String why = "can not be used: " + e.getMessage();
            throw own == null
                    ? new IllegalArgumentException("The TLS parameters of the Camel context " + why, e)
                    : wrong("sslContextParameters", why);
        }
    }

    private URI url(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw wrong("baseUrl", "is not a URL");
        }
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("(?i)https?")) {
            throw wrong("baseUrl", "is not an http or https URL");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw wrong(
                    "baseUrl",
                    "may hold a host, a port and a path only. A key is set with apiKey, another header with httpHeader.NAME");
        }
        return url;
    }

    private @Nullable String key(Auth auth, UnaryOperator<@Nullable String> environment) {
        String key = configured.getApiKey();
        boolean ownPlace = configured.getBaseUrl() == null;
        if (key == null && ownPlace && auth.environment() != null) {
            key = environment.apply(auth.environment());
        }
        key = key == null ? null : key.trim();
        if (key == null || key.isEmpty()) {
            if (auth.optional()) {
                return null;
            }
            throw new IllegalArgumentException("Connection " + name + ": the option apiKey is missing. Set "
                    + property("apiKey")
                    + (auth.environment() == null || !ownPlace
                            ? ""
                            : ", or the environment variable " + auth.environment()));
        }
        requireHeaderText("apiKey", key);
        return key;
    }

    private void requireSafe(URI url) {
        boolean allowed = Boolean.TRUE.equals(configured.getAllowPlainHttp());
        if (!"https".equalsIgnoreCase(url.getScheme()) && !allowed && !isLoopback(url.getHost())) {
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
        configured.getHttpHeader().forEach((header, value) -> {
            requireHeaderName(header);
            requireHeaderText("httpHeader." + header, String.valueOf(value));
            headers.put(header, String.valueOf(value));
        });
        return headers;
    }

    /** A token, as section 5.6.2 of RFC 9110 has it. */
    private void requireHeaderName(String header) {
        if (!header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw wrong("httpHeader.NAME", "has a name that no HTTP header may have");
        }
    }

    private void requireHeaderText(String option, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw wrong(option, "holds a character that no HTTP header may hold");
        }
    }

    private Limits limits() {
        Duration eventIdle = configured.getEventIdleTimeout();
        return new Limits(
                duration("connectTimeout", configured.getConnectTimeout(), Duration.ofSeconds(10)),
                duration("headersTimeout", configured.getHeadersTimeout(), Duration.ofSeconds(30)),
                duration("firstEventTimeout", configured.getFirstEventTimeout(), Duration.ofSeconds(60)),
                duration("idleTimeout", configured.getIdleTimeout(), Duration.ofSeconds(60)),
                eventIdle == null ? null : duration("eventIdleTimeout", eventIdle, eventIdle),
                number("maxEventSize", configured.getMaxEventSize(), 8L << 20, 1, MAX_SIZE),
                number("maxResponseSize", configured.getMaxResponseSize(), 16L << 20, 1, MAX_SIZE));
    }

    private RetryPolicy retries() {
        Integer retries = configured.getMaxRetries();
        return new RetryPolicy(
                (int) number("maxRetries", retries == null ? null : retries.longValue(), 4, 0, MAX_RETRIES),
                duration("retryDelay", configured.getRetryDelay(), Duration.ofMillis(500)),
                duration("maxRetryDelay", configured.getMaxRetryDelay(), Duration.ofSeconds(30)));
    }

    private Duration duration(String option, @Nullable Duration value, Duration otherwise) {
        Duration chosen = value == null ? otherwise : value;
        Optional<String> complaint = option.equals("connectTimeout")
                ? OptionValidation.duration(chosen, Duration.ofMillis(1), OptionValidation.MAX_CONNECT_TIMEOUT)
                : OptionValidation.duration(chosen);
        complaint.ifPresent(what -> {
            throw wrong(option, what);
        });
        return chosen;
    }

    private long number(String option, @Nullable Long value, long otherwise, long least, long most) {
        long chosen = value == null ? otherwise : value;
        OptionValidation.number(chosen, least, most).ifPresent(what -> {
            throw wrong(option, what);
        });
        return chosen;
    }

    /** Named as it was written: in a URI, or as a property of the component. */
    private IllegalArgumentException wrong(String option, String what) {
        boolean inUri = option.startsWith("httpHeader.")
                ? inUris.getHttpHeader().containsKey(option.substring("httpHeader.".length()))
                : ConnectionOption.named(option)
                        .filter(each -> each.isSet(inUris))
                        .isPresent();
        return new IllegalArgumentException("Connection " + name + ": the "
                + (inUri ? "option " + option : "property " + property(option)) + " " + what);
    }

    private String property(String option) {
        return "camel.component." + component + ".connections[" + name + "]." + option;
    }
}
