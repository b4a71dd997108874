package io.camelgenai.component.connection;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a component, by name. The options of a connection are those of the component, overridden by those of the
 * endpoints that use it. Safe for use by several threads.
 */
public final class Connections {

    private final CamelContext context;
    private final Supplier<String> component;
    private final Supplier<Map<String, ConnectionConfiguration>> configured;
    private final UnaryOperator<@Nullable String> environment;
    private final Supplier<@Nullable SSLContextParameters> globalTls;
    private final Map<String, Merged> connections = new HashMap<>();

    /** The options of a connection so far, and those among them that endpoints set. */
    private record Merged(ConnectionConfiguration options, Map<String, Object> ofEndpoints) {}

    /**
     * @param component the name of the component
     * @param configured the connections that are configured at the component
     * @param environment reads an environment variable
     * @param globalTls the TLS parameters of the context, where connections are to use them
     */
    public Connections(
            CamelContext context,
            Supplier<String> component,
            Supplier<Map<String, ConnectionConfiguration>> configured,
            UnaryOperator<@Nullable String> environment,
            Supplier<@Nullable SSLContextParameters> globalTls) {
        this.context = context;
        this.component = component;
        this.configured = configured;
        this.environment = environment;
        this.globalTls = globalTls;
    }

    /**
     * Adds the options that an endpoint sets of its connection.
     *
     * @return whether that changes the connection
     * @throws IllegalArgumentException when they contradict the provider of the connection or another endpoint
     */
    public synchronized boolean contribute(String name, ConnectionConfiguration endpoint) {
        Merged connection = merged(name);
        ConnectionConfiguration options = connection.options();
        String provider = options.getProvider();
        if (provider != null && !provider.equals(endpoint.getProvider())) {
            throw new IllegalArgumentException("Connection " + name + " leads to provider " + provider + ", not to "
                    + endpoint.getProvider() + ". Name another connection");
        }
        Map<String, Object> contributed = ConnectionOption.values(endpoint);
        contributed.forEach((option, value) -> {
            Object other = connection.ofEndpoints().getOrDefault(option, value);
            if (!other.equals(value)) {
                throw new IllegalArgumentException("Two endpoints set the option " + option + " of connection " + name
                        + " to different values. Give one of them a connection of its own with the option connection");
            }
        });
        options.setProvider(endpoint.getProvider());
        Map<String, Object> before = ConnectionOption.values(options);
        connection.ofEndpoints().putAll(contributed);
        contributed.forEach((option, value) -> ConnectionOption.set(options, option, value));
        return provider == null || !before.equals(ConnectionOption.values(options));
    }

    private Merged merged(String name) {
        return connections.computeIfAbsent(
                name, key -> new Merged(copy(configured.get().get(key)), new HashMap<>()));
    }

    private static ConnectionConfiguration copy(@Nullable ConnectionConfiguration original) {
        ConnectionConfiguration copy = new ConnectionConfiguration();
        if (original != null) {
            copy.setProvider(original.getProvider());
            ConnectionOption.values(original).forEach((option, value) -> ConnectionOption.set(copy, option, value));
            original.bindingErrors().forEach(copy::addBindingError);
        }
        return copy;
    }

    /**
     * The settings of a connection.
     *
     * @throws IllegalArgumentException when an option is missing or invalid
     */
    public ConnectionSettings settings(String name, Function<String, ProviderDescriptor> catalog) {
        Merged connection = snapshot(name);
        ConnectionSettingsFactory factory = new ConnectionSettingsFactory(
                component.get(),
                name,
                connection.options(),
                connection.ofEndpoints().keySet());
        factory.requireNoBindingErrors();
        factory.requireMeant(configured.get().keySet());
        return factory.settings(factory.provider(catalog), context, environment, globalTls.get());
    }

    private synchronized Merged snapshot(String name) {
        Merged connection = merged(name);
        return new Merged(copy(connection.options()), Map.copyOf(connection.ofEndpoints()));
    }

    /**
     * Validates the connections of the component, those that no endpoint uses included. A key may still come from an endpoint;
     * the provider may not: a connection with a misspelled name would be used by no endpoint.
     *
     * @throws IllegalArgumentException when an option is invalid
     */
    public void requireValid(Function<String, ProviderDescriptor> catalog) {
        Map<String, ?> unchecked = configured.get();
        unchecked.forEach(this::requireConnection);
        configured.get().forEach((name, options) -> {
            ConnectionSettingsFactory factory = new ConnectionSettingsFactory(component.get(), name, options, Set.of());
            factory.requireNoBindingErrors();
            factory.requireValid(context);
            factory.provider(catalog);
        });
    }

    /** Camel also puts the text of a property into the map. */
    private void requireConnection(String name, Object options) {
        if (!(options instanceof ConnectionConfiguration)) {
            String property = "camel.component." + component.get() + ".connections[" + name + "]";
            throw new IllegalArgumentException("The property " + property
                    + " is a connection and has options, each a property of its own, such as " + property + ".apiKey");
        }
    }

    /** The base URL of a connection where it is not the provider's own, otherwise null. */
    public synchronized @Nullable String baseUrl(String name) {
        return merged(name).options().getBaseUrl();
    }
}
