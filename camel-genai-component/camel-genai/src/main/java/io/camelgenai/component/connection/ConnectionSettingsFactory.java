package io.camelgenai.component.connection;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.ConnectionSettings.Tls;
import io.camelgenai.client.ConnectionSettings.WebhookSettings;
import io.camelgenai.client.RetryPolicy;
import io.camelgenai.provider.Auth;
import io.camelgenai.provider.DescriptorException;
import io.camelgenai.provider.HostPatterns;
import io.camelgenai.provider.NearestName;
import io.camelgenai.provider.ProviderDescriptor;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Turns the options of a connection into its settings. A message names the option as it was written, in a URI or as a property,
 * and never shows its value.
 *
 * @param component the name of the component that has the connection
 * @param name the name of the connection
 * @param options all options of the connection
 * @param inUris the names of the options that endpoints set
 */
record ConnectionSettingsFactory(String component, String name, ConnectionConfiguration options, Set<String> inUris) {

    private static final Duration DEFAULT_HEADERS_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MIN_DURATION = Duration.ofMillis(1);
    /** OkHttp keeps the milliseconds of this timeout in 31 bits. */
    private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofDays(24);

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._~$:@\\[\\]-]+");
    private static final Pattern SECRET =
            Pattern.compile("(?i)(subscription-)?key|sig|.*(api.?key|secret|token|password|signature).*");

    private static final long MAX_SIZE = Integer.MAX_VALUE;
    private static final int MAX_RETRIES = 10_000;

    /** @throws IllegalArgumentException when an option could not be set, or has an expression */
    void requireSet() {
        options.bindingErrors().forEach((option, what) -> {
            throw invalid(option, what);
        });
        ConnectionOption.values(options)
                .forEach((option, value) -> OptionValidation.requireEvaluated(
                        label(option), value, "Set it to its value, or to a property that has it"));
    }

    /** @throws IllegalArgumentException when the connection names a provider that does not exist */
    ProviderDescriptor provider(Function<String, ProviderDescriptor> catalog) {
        String provider = options.getProvider();
        try {
            return catalog.apply(provider == null ? name : provider);
        } catch (DescriptorException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw invalid(
                    ConnectionOption.PROVIDER,
                    (provider == null ? "is missing, and no provider has the connection's name. " : "is wrong. ")
                            + e.getMessage());
        }
    }

    /**
     * Refuses the misspelled name of a configured connection: its prompts would go to the provider's own base URL.
     *
     * @param configured the names of the connections that are configured at the component
     * @throws IllegalArgumentException when the connection has neither a base URL nor a key, and a name like a configured one
     */
    void requireMeant(Collection<String> configured) {
        boolean own = options.getBaseUrl() != null || options.getApiKey() != null;
        if (own || configured.contains(name) || name.equals(options.getProvider())) {
            return;
        }
        NearestName.to(name, configured).ifPresent(meant -> {
            throw new IllegalArgumentException("Connection " + name + " is not configured; did you mean " + meant
                    + "? Correct the option connection, or set " + property("baseUrl") + " or " + property("apiKey"));
        });
    }

    /**
     * Validates each option that is set, whatever its provider.
     *
     * @throws IllegalArgumentException when an option is invalid
     */
    void requireValid(CamelContext context) {
        String baseUrl = options.getBaseUrl();
        URI url = baseUrl == null ? null : url(baseUrl.trim());
        String key = options.getApiKey();
        if (key != null) {
            requireHeaderText("apiKey", key.trim());
        }
        if (url != null && key != null && !key.isBlank()) {
            requireSafe(url);
        }
        headers();
        query(key == null ? "" : key.trim());
        limits(DEFAULT_HEADERS_TIMEOUT);
        retries();
        artifactHosts();
        webhooks();
        tls(context, null);
    }

    /**
     * @param globalTls the TLS parameters for a connection that has neither TLS parameters nor a client of its own
     * @throws IllegalArgumentException when an option is missing or invalid
     */
    ConnectionSettings settings(
            ProviderDescriptor provider,
            CamelContext context,
            UnaryOperator<@Nullable String> environment,
            @Nullable SSLContextParameters globalTls) {
        String baseUrl = options.getBaseUrl();
        URI url = url(baseUrl == null ? provider.baseUrl() : baseUrl.trim());
        String key = key(provider, environment);
        if (key != null) {
            requireSafe(url);
        }
        Map<String, String> query = query(key == null ? "" : key);
        requireFree(query.keySet(), provider);
        return new ConnectionSettings(
                name,
                adjusted(provider),
                url,
                key,
                headers(),
                query,
                options.getHttpClient(),
                tls(context, globalTls),
                limits(orDefault(provider.headersTimeout(), DEFAULT_HEADERS_TIMEOUT)),
                retries(),
                artifactHosts(),
                webhooks(provider));
    }

    private ProviderDescriptor adjusted(ProviderDescriptor provider) {
        Boolean completes = options.getEndMarkerCompletes();
        try {
            return completes == null ? provider : provider.withEndMarkerCompletes(completes);
        } catch (IllegalArgumentException e) {
            throw invalid("endMarkerCompletes", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Tls tls(CamelContext context, @Nullable SSLContextParameters globalTls) {
        SSLContextParameters own = options.getSslContextParameters();
        SSLContextParameters chosen = own == null && options.getHttpClient() == null ? globalTls : own;
        if (chosen == null) {
            return null;
        }
        try {
            return TlsParts.of(chosen, context);
        } catch (Exception e) {
            String parameters = own == null ? "The TLS parameters of the Camel context" : label("sslContextParameters");
            throw new IllegalArgumentException(parameters + " cannot be used: " + e.getMessage(), e);
        }
    }

    private URI url(String text) {
        URI url;
        try {
            url = new URI(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            throw invalid("baseUrl", "is not a URL");
        }
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("(?i)https?")) {
            throw invalid("baseUrl", "is not an http or https URL");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw invalid(
                    "baseUrl",
                    "may contain a host, a port and a path only. A key is set with apiKey, another header with httpHeader.NAME,"
                            + " a query parameter with query.NAME");
        }
        return url;
    }

    private @Nullable String key(ProviderDescriptor provider, UnaryOperator<@Nullable String> environment) {
        Auth auth = provider.auth();
        String variable = options.getBaseUrl() == null ? auth.environment() : null;
        String key = options.getApiKey();
        if (key == null && variable != null) {
            key = environment.apply(variable);
        }
        key = key == null ? "" : key.trim();
        if (key.isEmpty()) {
            if (auth.optional()) {
                requireOwnServer(provider, variable);
                return null;
            }
            throw new IllegalArgumentException("Connection " + name + ": the option apiKey is missing. Set "
                    + property("apiKey") + (variable == null ? "" : ", or the environment variable " + variable));
        }
        requireHeaderText("apiKey", key);
        return key;
    }

    /** A provider whose key is optional is meant for servers of the user's own: no prompt is sent elsewhere without a key. */
    private void requireOwnServer(ProviderDescriptor provider, @Nullable String variable) {
        if (options.getBaseUrl() == null && !isLoopback(url(provider.baseUrl()).getHost())) {
            throw new IllegalArgumentException(
                    "Connection " + name + ": the options baseUrl and apiKey are missing. Set "
                            + property("baseUrl") + " to the server that is meant, or, for " + provider.baseUrl() + ", "
                            + property("apiKey")
                            + (variable == null ? "" : " or the environment variable " + variable));
        }
    }

    private void requireSafe(URI url) {
        boolean allowed = Boolean.TRUE.equals(options.getAllowPlainHttp());
        if (!"https".equalsIgnoreCase(url.getScheme()) && !allowed && !isLoopback(url.getHost())) {
            throw invalid("baseUrl", "would send the key over http to another host. Use https, or set allowPlainHttp");
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
        options.getHttpHeader().forEach((header, value) -> {
            requireHeaderName(header);
            requireHeaderText("httpHeader." + header, String.valueOf(value));
            headers.put(header, String.valueOf(value));
        });
        return headers;
    }

    /** Requires a token of RFC 9110, section 5.6.2. */
    private void requireHeaderName(String header) {
        if (!header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw invalidName("httpHeader", header, "has a name that no HTTP header may have");
        }
    }

    private void requireHeaderText(String option, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw invalid(option, "contains a character that no HTTP header may contain");
        }
    }

    /** @param key the key, or an empty text */
    private Map<String, String> query(String key) {
        Map<String, String> query = new LinkedHashMap<>();
        options.getQuery().forEach((parameter, given) -> {
            String value = String.valueOf(given);
            if (!PARAMETER.matcher(parameter).matches()) {
                throw invalidName(
                        "query",
                        parameter,
                        "has a name with a character other than letters, digits and - . _ ~ $ [ ] : @");
            }
            if (SECRET.matcher(parameter).matches() || (!key.isEmpty() && value.contains(key))) {
                throw invalid(
                        "query." + parameter,
                        "is a secret, and a query is logged. Set it with apiKey or httpHeader.NAME");
            }
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw invalid("query." + parameter, "contains a control character");
            }
            query.put(parameter, value);
        });
        return query;
    }

    private void requireFree(Set<String> parameters, ProviderDescriptor provider) {
        Set<String> own = provider.operations().queryParameters();
        parameters.stream().filter(own::contains).findFirst().ifPresent(taken -> {
            throw invalid(
                    "query." + taken,
                    "is not free: the calls of " + provider.name() + " set this parameter themselves");
        });
    }

    private Limits limits(Duration headersTimeout) {
        Duration connect = orDefault(options.getConnectTimeout(), Duration.ofSeconds(10));
        OptionValidation.requireDuration(label("connectTimeout"), connect, MIN_DURATION, MAX_CONNECT_TIMEOUT);
        Duration eventIdle = options.getEventIdleTimeout();
        int calls = orDefault(options.getMaxConcurrentCalls(), 256);
        OptionValidation.requireNumber(label("maxConcurrentCalls"), calls, 1, OptionValidation.MAX_THREADS);
        return new Limits(
                connect,
                duration("headersTimeout", options.getHeadersTimeout(), headersTimeout),
                duration("firstEventTimeout", options.getFirstEventTimeout(), Duration.ofSeconds(60)),
                duration("idleTimeout", options.getIdleTimeout(), Duration.ofSeconds(60)),
                eventIdle == null ? null : duration("eventIdleTimeout", eventIdle, eventIdle),
                size("maxEventSize", options.getMaxEventSize(), 8L << 20),
                size("maxResponseSize", options.getMaxResponseSize(), 16L << 20),
                calls);
    }

    private RetryPolicy retries() {
        int retries = orDefault(options.getMaxRetries(), 4);
        OptionValidation.requireNumber(label("maxRetries"), retries, 0, MAX_RETRIES);
        return new RetryPolicy(
                retries,
                duration("retryDelay", options.getRetryDelay(), Duration.ofMillis(500)),
                duration("maxRetryDelay", options.getMaxRetryDelay(), Duration.ofSeconds(30)));
    }

    private HostPatterns artifactHosts() {
        String hosts = options.getArtifactHosts();
        return hosts == null
                ? HostPatterns.NONE
                : HostPatterns.of(hosts, wrong -> invalid("artifactHosts", "has an entry that is no host: " + wrong));
    }

    private WebhookSettings webhooks(ProviderDescriptor provider) {
        WebhookSettings webhooks = webhooks();
        if (provider.webhook() == null && !webhooks.equals(WebhookSettings.NONE)) {
            String option =
                    webhooks.url() != null ? "webhookUrl" : webhooks.secret() != null ? "webhookSecret" : "webhookKeys";
            throw invalid(option, "is of no use: " + provider.name() + " has no webhooks. Remove it");
        }
        return webhooks;
    }

    private WebhookSettings webhooks() {
        String secret = options.getWebhookSecret();
        return new WebhookSettings(
                webUrl("webhookUrl", options.getWebhookUrl()),
                secret == null || secret.isBlank() ? null : secret.trim(),
                webUrl("webhookKeys", options.getWebhookKeys()));
    }

    private @Nullable String webUrl(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(text.trim());
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("(?i)https?")) {
                return url.toString();
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw invalid(option, "is not an http or https URL");
    }

    private Duration duration(String option, @Nullable Duration value, Duration byDefault) {
        Duration duration = orDefault(value, byDefault);
        OptionValidation.requireDuration(label(option), duration);
        return duration;
    }

    private long size(String option, @Nullable Long value, long byDefault) {
        long size = orDefault(value, byDefault);
        OptionValidation.requireNumber(label(option), size, 1, MAX_SIZE);
        return size;
    }

    private static <T> T orDefault(@Nullable T value, T byDefault) {
        return value == null ? byDefault : value;
    }

    private IllegalArgumentException invalid(String option, String what) {
        return new IllegalArgumentException(label(option) + " " + what);
    }

    /** An entry of an option with a name that is not shown. */
    private IllegalArgumentException invalidName(String option, String entry, String what) {
        return new IllegalArgumentException(label(option + "." + entry, option + ".NAME") + " " + what);
    }

    private String label(String option) {
        return label(option, option);
    }

    private String label(String option, String shown) {
        return "Connection " + name + ": the "
                + (inUris.contains(option) ? "option " + shown : "property " + property(shown));
    }

    private String property(String option) {
        return "camel.component." + component + ".connections[" + name + "]." + option;
    }
}
