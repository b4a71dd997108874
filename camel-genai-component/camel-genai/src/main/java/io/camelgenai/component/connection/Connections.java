package io.camelgenai.component.connection;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.component.connection.SharedConnection.Merged;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a component, by name. The options of a connection are those of the component, overridden by those of the
 * endpoints that use it, for as long as they do. Safe for use by several threads.
 */
public final class Connections {

    private final Sources sources;
    private final Consumer<String> onChange;
    private final Map<String, SharedConnection> connections = new HashMap<>();
    private final Lock lock = new ReentrantLock();

    /**
     * What the options of connections are made from.
     *
     * @param context the context of the component
     * @param component the name of the component
     * @param configured the connections that are configured at the component
     * @param catalog the descriptors of the providers, by name
     * @param environment reads an environment variable
     * @param globalTls the TLS parameters of the context, where connections are to use them
     */
    public record Sources(
            CamelContext context,
            Supplier<String> component,
            Supplier<Map<String, ConnectionConfiguration>> configured,
            Function<String, ProviderDescriptor> catalog,
            UnaryOperator<@Nullable String> environment,
            Supplier<@Nullable SSLContextParameters> globalTls) {}

    /** @param onChange receives the name of a connection whose options have changed */
    public Connections(Sources sources, Consumer<String> onChange) {
        this.sources = sources;
        this.onChange = onChange;
    }

    /**
     * An endpoint starts.
     *
     * @throws IllegalArgumentException when it contradicts the provider of the connection, or another endpoint in use
     */
    public void add(String name, ConnectionUser endpoint) {
        locked(() -> {
            connection(name).add(endpoint);
            return false;
        });
    }

    /**
     * A producer or consumer of an endpoint starts: from now on, the options of the endpoint apply.
     *
     * @throws IllegalArgumentException when they are invalid, or contradict the provider of the connection or another endpoint
     *     in use: then they do not apply
     */
    public void use(String name, ConnectionUser endpoint) {
        notifyIf(name, locked(() -> {
            try {
                return connection(name).use(endpoint, merged -> requireValid(name, merged));
            } catch (IllegalArgumentException e) {
                endpoint.isRefused();
                throw e;
            }
        }));
    }

    /** A producer or consumer could not start after all: unless another one of its endpoint has, its options do not apply. */
    public void refuse(String name, ConnectionUser endpoint) {
        notifyIf(name, locked(() -> {
            endpoint.stops();
            endpoint.isRefused();
            SharedConnection connection = connections.get(name);
            return connection != null && !endpoint.isInUse() && connection.remove(endpoint);
        }));
    }

    private SharedConnection connection(String name) {
        SharedConnection connection =
                connections.computeIfAbsent(name, key -> new SharedConnection(key, configured(key)));
        connection.forgetLeft();
        if (connection.isUnused()) {
            connection.configure(configured(name));
        }
        return connection;
    }

    /** A producer or consumer of an endpoint stops. The options of the endpoint apply as long as it is in the context. */
    public void release(ConnectionUser endpoint) {
        locked(() -> {
            endpoint.stops();
            return false;
        });
    }

    /** An endpoint leaves the context. */
    public void remove(String name, ConnectionUser endpoint) {
        notifyIf(name, locked(() -> {
            SharedConnection connection = connections.get(name);
            return connection != null && connection.remove(endpoint);
        }));
    }

    /** Without the lock: who reads the settings may have one that the listener needs. */
    private void notifyIf(String name, boolean changed) {
        if (changed) {
            onChange.accept(name);
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The settings of a connection.
     *
     * @throws IllegalArgumentException when an option is missing or invalid
     */
    public ConnectionSettings settings(String name) {
        return settings(name, merged(name));
    }

    private ConnectionSettings settings(String name, Merged merged) {
        ConnectionSettingsFactory factory = factory(name, merged.options(), merged.inUris());
        factory.requireSet();
        factory.requireMeant(sources.configured().get().keySet());
        return factory.settings(
                factory.provider(sources.catalog()),
                sources.context(),
                sources.environment(),
                sources.globalTls().get());
    }

    private ConnectionSettingsFactory factory(String name, ConnectionConfiguration options, Set<String> inUris) {
        return new ConnectionSettingsFactory(sources.component().get(), name, options, inUris);
    }

    private Merged merged(String name) {
        return locked(() -> {
            SharedConnection connection = connections.get(name);
            return connection == null ? new Merged(configured(name), Set.of()) : connection.merged();
        });
    }

    private ConnectionConfiguration configured(String name) {
        ConnectionConfiguration configured = sources.configured().get().get(name);
        return configured == null ? new ConnectionConfiguration() : SharedConnection.copy(configured);
    }

    /**
     * Validates the connections of the component, those that no endpoint uses included. A key may still come from an endpoint;
     * the provider may not: a connection with a misspelled name would be used by no endpoint.
     *
     * @throws IllegalArgumentException when an option is invalid
     */
    public void requireValid() {
        Map<String, ?> unchecked = sources.configured().get();
        unchecked.forEach(this::requireConnection);
        sources.configured().get().forEach((name, options) -> {
            requireValid(name, new Merged(options, Set.of()));
            factory(name, options, Set.of()).provider(sources.catalog());
        });
    }

    /** Camel also puts the text of a property into the map. */
    private void requireConnection(String name, Object options) {
        if (!(options instanceof ConnectionConfiguration)) {
            String property = "camel.component." + sources.component().get() + ".connections[" + name + "]";
            throw new IllegalArgumentException("The property " + property
                    + " is a connection and has options, each a property of its own, such as " + property + ".apiKey");
        }
    }

    private void requireValid(String name, Merged merged) {
        ConnectionSettingsFactory factory = factory(name, merged.options(), merged.inUris());
        factory.requireSet();
        factory.requireValid(sources.context());
    }

    /** The base URL of a connection where it is not the provider's own, otherwise null. */
    public @Nullable String baseUrl(String name) {
        return merged(name).options().getBaseUrl();
    }
}
