package io.camelgenai.component;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.ConnectionSettings.Tls;
import io.camelgenai.client.RetryPolicy;
import io.camelgenai.provider.Auth;
import io.camelgenai.provider.ProviderDescriptor;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a component: what was said at the component and at the endpoints, put together by name. Complaints name
 * the option and never show its value.
 */
final class Connections {

    /** The options that are put together, by name. */
    private static final List<Option<?>> OPTIONS = List.of(
            new Option<>("baseUrl", ConnectionConfiguration::getBaseUrl, ConnectionConfiguration::setBaseUrl),
            new Option<>("apiKey", ConnectionConfiguration::getApiKey, ConnectionConfiguration::setApiKey),
            new Option<>(
                    "allowPlainHttp",
                    ConnectionConfiguration::getAllowPlainHttp,
                    ConnectionConfiguration::setAllowPlainHttp),
            new Option<>("httpClient", ConnectionConfiguration::getHttpClient, ConnectionConfiguration::setHttpClient),
            new Option<>(
                    "sslContextParameters",
                    ConnectionConfiguration::getSslContextParameters,
                    ConnectionConfiguration::setSslContextParameters),
            new Option<>(
                    "connectTimeout",
                    ConnectionConfiguration::getConnectTimeout,
                    ConnectionConfiguration::setConnectTimeout),
            new Option<>(
                    "headersTimeout",
                    ConnectionConfiguration::getHeadersTimeout,
                    ConnectionConfiguration::setHeadersTimeout),
            new Option<>(
                    "firstEventTimeout",
                    ConnectionConfiguration::getFirstEventTimeout,
                    ConnectionConfiguration::setFirstEventTimeout),
            new Option<>(
                    "idleTimeout", ConnectionConfiguration::getIdleTimeout, ConnectionConfiguration::setIdleTimeout),
            new Option<>(
                    "eventIdleTimeout",
                    ConnectionConfiguration::getEventIdleTimeout,
                    ConnectionConfiguration::setEventIdleTimeout),
            new Option<>(
                    "maxEventSize", ConnectionConfiguration::getMaxEventSize, ConnectionConfiguration::setMaxEventSize),
            new Option<>(
                    "maxResponseSize",
                    ConnectionConfiguration::getMaxResponseSize,
                    ConnectionConfiguration::setMaxResponseSize),
            new Option<>("maxRetries", ConnectionConfiguration::getMaxRetries, ConnectionConfiguration::setMaxRetries),
            new Option<>("retryDelay", ConnectionConfiguration::getRetryDelay, ConnectionConfiguration::setRetryDelay),
            new Option<>(
                    "maxRetryDelay",
                    ConnectionConfiguration::getMaxRetryDelay,
                    ConnectionConfiguration::setMaxRetryDelay));

    private final CamelContext context;
    private final Map<String, ConnectionConfiguration> atComponent;
    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, ConnectionConfiguration> together = new ConcurrentHashMap<>();
    private final Map<String, ConnectionConfiguration> atEndpoints = new ConcurrentHashMap<>();

    Connections(
            CamelContext context,
            Map<String, ConnectionConfiguration> atComponent,
            UnaryOperator<@Nullable String> environment) {
        this.context = context;
        this.atComponent = atComponent;
        this.environment = environment;
    }

    /**
     * An endpoint says what it sets of its connection.
     *
     * @return whether that was new
     * @throws IllegalArgumentException when another one says otherwise
     */
    synchronized boolean contribute(String name, ConnectionConfiguration said) {
        ConnectionConfiguration known = together.computeIfAbsent(name, this::fromComponent);
        String provider = known.getProvider();
        if (provider != null && !provider.equals(said.getProvider())) {
            throw new IllegalArgumentException("Connection " + name + " leads to provider " + provider + ", not to "
                    + said.getProvider() + ". Name another connection");
        }
        boolean changed = provider == null;
        known.setProvider(said.getProvider());
        ConnectionConfiguration before = atEndpoints.computeIfAbsent(name, key -> new ConnectionConfiguration());
        for (Option<?> option : OPTIONS) {
            changed |= option.merge(name, known, said, before);
        }
        for (Map.Entry<String, Object> header : said.getHttpHeader().entrySet()) {
            changed |= mergeHeader(name, known, header.getKey(), header.getValue());
        }
        return changed;
    }

    private ConnectionConfiguration fromComponent(String name) {
        ConnectionConfiguration copy = new ConnectionConfiguration();
        ConnectionConfiguration said = atComponent.get(name);
        if (said != null) {
            copy.setProvider(said.getProvider());
            OPTIONS.forEach(option -> option.copy(said, copy));
            copy.setHttpHeader(new LinkedHashMap<>(said.getHttpHeader()));
        }
        return copy;
    }

    private static boolean mergeHeader(String name, ConnectionConfiguration known, String header, Object value) {
        Object before = known.getHttpHeader().putIfAbsent(header, value);
        if (before != null && !before.equals(value)) {
            throw conflict(name, "httpHeader." + header);
        }
        return before == null;
    }

    private static IllegalArgumentException conflict(String name, String option) {
        return new IllegalArgumentException("Two endpoints set the option " + option + " of connection " + name
                + " to different values. Give one of them a connection of its own with the option connection");
    }

    /**
     * All that is known of a connection.
     *
     * @throws IllegalArgumentException when an option is missing or wrong
     */
    ConnectionSettings settings(String name, Function<String, ProviderDescriptor> catalog) {
        ConnectionConfiguration said = together.computeIfAbsent(name, this::fromComponent);
        ProviderDescriptor provider = catalog.apply(Objects.requireNonNullElse(said.getProvider(), name));
        String baseUrl = said.getBaseUrl();
        URI url = url(name, baseUrl == null ? provider.baseUrl() : baseUrl.trim());
        String key = key(name, said, provider);
        requireSafe(name, url, key, Boolean.TRUE.equals(said.getAllowPlainHttp()));
        return new ConnectionSettings(
                name,
                provider,
                url,
                key,
                headers(name, said),
                said.getHttpClient(),
                tls(said.getSslContextParameters()),
                limits(name, said),
                retries(name, said));
    }

    private static URI url(String name, String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("(?i)https?")) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw wrong(name, "baseUrl", "is not a URL");
        }
        throw wrong(name, "baseUrl", "is not an http or https URL");
    }

    private @Nullable String key(String name, ConnectionConfiguration said, ProviderDescriptor provider) {
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
                    name,
                    "apiKey",
                    "is missing. Set camel.component.genai.connections[" + name + "].apiKey"
                            + (auth.environment() == null || !ownPlace
                                    ? ""
                                    : ", or the environment variable " + auth.environment()));
        }
        requireHeaderText(name, "apiKey", key);
        return key;
    }

    private static void requireSafe(String name, URI url, @Nullable String key, boolean allowed) {
        if (key != null && !"https".equalsIgnoreCase(url.getScheme()) && !allowed && !isLoopback(url.getHost())) {
            throw wrong(
                    name, "baseUrl", "would send the key over http to another host. Use https, or set allowPlainHttp");
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

    private static Map<String, String> headers(String name, ConnectionConfiguration said) {
        Map<String, String> headers = new LinkedHashMap<>();
        said.getHttpHeader().forEach((header, value) -> {
            requireHeaderText(name, "httpHeader." + header, String.valueOf(value));
            headers.put(header, String.valueOf(value));
        });
        return headers;
    }

    private static void requireHeaderText(String name, String option, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw wrong(name, option, "holds a character that no HTTP header may hold");
        }
    }

    private static Limits limits(String name, ConnectionConfiguration said) {
        Duration eventIdle = said.getEventIdleTimeout();
        return new Limits(
                positive(name, "connectTimeout", said.getConnectTimeout(), Duration.ofSeconds(10)),
                positive(name, "headersTimeout", said.getHeadersTimeout(), Duration.ofSeconds(30)),
                positive(name, "firstEventTimeout", said.getFirstEventTimeout(), Duration.ofSeconds(60)),
                positive(name, "idleTimeout", said.getIdleTimeout(), Duration.ofSeconds(60)),
                eventIdle == null ? null : positive(name, "eventIdleTimeout", eventIdle, eventIdle),
                positive(name, "maxEventSize", said.getMaxEventSize(), 8L << 20),
                positive(name, "maxResponseSize", said.getMaxResponseSize(), 16L << 20));
    }

    private static RetryPolicy retries(String name, ConnectionConfiguration said) {
        int retries = Objects.requireNonNullElse(said.getMaxRetries(), 4);
        if (retries < 0) {
            throw wrong(name, "maxRetries", "is negative");
        }
        return new RetryPolicy(
                retries,
                positive(name, "retryDelay", said.getRetryDelay(), Duration.ofMillis(500)),
                positive(name, "maxRetryDelay", said.getMaxRetryDelay(), Duration.ofSeconds(30)));
    }

    private static Duration positive(String name, String option, @Nullable Duration value, Duration otherwise) {
        Duration chosen = value == null ? otherwise : value;
        if (chosen.isNegative() || chosen.isZero()) {
            throw wrong(name, option, "is not a positive duration");
        }
        return chosen;
    }

    private static long positive(String name, String option, @Nullable Long value, long otherwise) {
        long chosen = value == null ? otherwise : value;
        if (chosen <= 0) {
            throw wrong(name, option, "is not a positive number of bytes");
        }
        return chosen;
    }

    private static IllegalArgumentException wrong(String name, String option, String what) {
        return new IllegalArgumentException("Connection " + name + ": the option " + option + " " + what);
    }

    private @Nullable Tls tls(@Nullable SSLContextParameters parameters) {
        if (parameters == null) {
            return null;
        }
        try {
            return new Tls(parameters.createSSLContext(context).getSocketFactory(), trust(parameters));
        } catch (Exception e) {
            throw new IllegalArgumentException("The option sslContextParameters can not be used: " + e.getMessage(), e);
        }
    }

    private X509TrustManager trust(SSLContextParameters parameters) throws Exception {
        List<TrustManager> managers = new ArrayList<>();
        TrustManagersParameters own = parameters.getTrustManagers();
        if (own != null) {
            own.setCamelContext(context);
            managers.addAll(List.of(own.createTrustManagers()));
        } else {
            TrustManagerFactory platform = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            platform.init((KeyStore) null);
            managers.addAll(List.of(platform.getTrustManagers()));
        }
        return managers.stream()
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
    }

    /** One option that an endpoint and its connection share. */
    private record Option<T>(
            String name,
            Function<ConnectionConfiguration, @Nullable T> get,
            BiConsumer<ConnectionConfiguration, @Nullable T> set) {

        void copy(ConnectionConfiguration from, ConnectionConfiguration to) {
            set.accept(to, get.apply(from));
        }

        /** What an endpoint says wins over what the component says, but not over what another endpoint says. */
        boolean merge(
                String connection,
                ConnectionConfiguration known,
                ConnectionConfiguration said,
                ConnectionConfiguration others) {
            T value = get.apply(said);
            if (value == null) {
                return false;
            }
            T other = get.apply(others);
            if (other != null && !other.equals(value)) {
                throw conflict(connection, name);
            }
            boolean isNew = !value.equals(get.apply(known));
            set.accept(others, value);
            set.accept(known, value);
            return isNew;
        }
    }
}
