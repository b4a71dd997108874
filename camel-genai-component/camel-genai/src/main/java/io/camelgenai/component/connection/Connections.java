package io.camelgenai.component.connection;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a component: what was said at the component and at the endpoints, put together by name. Complaints name
 * the option and never show its value.
 */
public final class Connections {

    private final CamelContext context;
    private final Supplier<String> component;
    private final Supplier<Map<String, ConnectionConfiguration>> ofComponent;
    private final UnaryOperator<@Nullable String> environment;
    private final Supplier<@Nullable SSLContextParameters> globalTls;
    private final Map<String, ConnectionConfiguration> merged = new ConcurrentHashMap<>();
    private final Map<String, ConnectionConfiguration> ofEndpoints = new ConcurrentHashMap<>();

    public Connections(
            CamelContext context,
            Supplier<String> component,
            Supplier<Map<String, ConnectionConfiguration>> atComponent,
            UnaryOperator<@Nullable String> environment,
            Supplier<@Nullable SSLContextParameters> globalTls) {
        this.context = context;
        this.component = component;
        this.ofComponent = atComponent;
        this.environment = environment;
        this.globalTls = globalTls;
    }

    /**
     * An endpoint says what it sets of its connection.
     *
     * @return whether that was new
     * @throws IllegalArgumentException when another one says otherwise
     */
    public synchronized boolean contribute(String name, ConnectionConfiguration said) {
        ConnectionConfiguration known = merged.computeIfAbsent(name, this::fromComponent);
        String provider = known.getProvider();
        if (provider != null && !provider.equals(said.getProvider())) {
            throw new IllegalArgumentException("Connection " + name + " leads to provider " + provider + ", not to "
                    + said.getProvider() + ". Name another connection");
        }
        boolean changed = provider == null;
        known.setProvider(said.getProvider());
        ConnectionConfiguration before = ofEndpoints.computeIfAbsent(name, key -> new ConnectionConfiguration());
        for (ConnectionOption<?> option : ConnectionOption.ALL) {
            if (option.isContradicted(said, before)) {
                throw conflict(name, option.name());
            }
            changed |= option.merge(known, said, before);
        }
        for (Map.Entry<String, Object> header : said.getHttpHeader().entrySet()) {
            changed |= mergeHeader(name, known, header.getKey(), header.getValue());
            before.getHttpHeader().put(header.getKey(), header.getValue());
        }
        return changed;
    }

    private ConnectionConfiguration fromComponent(String name) {
        ConnectionConfiguration copy = new ConnectionConfiguration();
        ConnectionConfiguration said = ofComponent.get().get(name);
        if (said != null) {
            copy.setProvider(said.getProvider());
            ConnectionOption.ALL.forEach(option -> option.copy(said, copy));
            copy.setHttpHeader(new LinkedHashMap<>(said.getHttpHeader()));
            said.bindingErrors().forEach(copy::complain);
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
    public ConnectionSettings settings(String name, Function<String, ProviderDescriptor> catalog) {
        ConnectionConfiguration said = merged.computeIfAbsent(name, this::fromComponent);
        ConnectionSettingsFactory check = check(name, said);
        check.bindingErrors();
        return check.settings(check.provider(catalog), context, environment, globalTls.get());
    }

    /**
     * Checks what was said of the connections at the component, also of those that no endpoint uses. A key may still come
     * from an endpoint, and so may the name of the provider.
     *
     * @throws IllegalArgumentException when an option is wrong
     */
    public void requireValid(Function<String, ProviderDescriptor> catalog) {
        ofComponent.get().forEach((name, said) -> {
            ConnectionSettingsFactory check = check(name, said);
            check.bindingErrors();
            check.values(context);
            if (said.getProvider() != null) {
                check.provider(catalog);
            }
        });
    }

    private ConnectionSettingsFactory check(String name, ConnectionConfiguration said) {
        return new ConnectionSettingsFactory(
                component.get(), name, said, ofEndpoints.getOrDefault(name, new ConnectionConfiguration()));
    }

    /** Where it leads to in place of the provider's own base URL, or null. */
    public @Nullable String baseUrl(String name) {
        return merged.computeIfAbsent(name, this::fromComponent).getBaseUrl();
    }
}
