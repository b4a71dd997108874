package io.camelgenai.component;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
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
    private final Supplier<Map<String, ConnectionConfiguration>> atComponent;
    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, ConnectionConfiguration> together = new ConcurrentHashMap<>();
    private final Map<String, ConnectionConfiguration> atEndpoints = new ConcurrentHashMap<>();

    Connections(
            CamelContext context,
            Supplier<Map<String, ConnectionConfiguration>> atComponent,
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
        ConnectionConfiguration said = atComponent.get().get(name);
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
        return new ConnectionCheck(name, said, provider).settings(context, environment);
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
