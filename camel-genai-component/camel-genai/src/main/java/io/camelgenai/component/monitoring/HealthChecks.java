package io.camelgenai.component.monitoring;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The health checks of a component that belong to no single consumer, as long as it runs. Producers come and go, also with
 * each exchange; those of one connection share one check. Without camel-health there is nothing to do.
 */
public final class HealthChecks implements AutoCloseable {

    private final CamelContext context;
    private final MonitoringView monitoring;
    private final String component;
    private final boolean producersEnabled;
    private final UnresolvedHealth unresolved;
    private final Map<String, Shared> producers = new HashMap<>();

    private static final class Shared {

        private final ConnectionHealth check;
        private int users;

        Shared(ConnectionHealth check) {
            this.check = check;
        }
    }

    /**
     * @param component the name of the component
     * @param producersEnabled whether producers have checks, where Camel asks for them
     */
    public HealthChecks(CamelContext context, MonitoringView insight, String component, boolean producersEnabled) {
        this.context = context;
        this.monitoring = insight;
        this.component = component;
        this.producersEnabled = producersEnabled;
        this.unresolved = new UnresolvedHealth(insight, component);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(unresolved);
        }
    }

    /** A producer of this connection started. */
    public synchronized void producerStarted(String connection) {
        Shared shared = producers.computeIfAbsent(connection, this::add);
        shared.users++;
    }

    private Shared add(String connection) {
        ConnectionHealth check =
                new ConnectionHealth(monitoring, "producer:" + component + "-" + connection, connection);
        check.setEnabled(producersEnabled);
        repository().ifPresent(each -> each.addHealthCheck(check));
        return new Shared(check);
    }

    /** A producer of this connection stopped. */
    public synchronized void producerStopped(String connection) {
        Shared shared = producers.get(connection);
        if (shared != null && --shared.users == 0) {
            producers.remove(connection);
            repository().ifPresent(each -> each.removeHealthCheck(shared.check));
        }
    }

    private Optional<WritableHealthCheckRepository> repository() {
        return Optional.ofNullable(
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class));
    }

    @Override
    public synchronized void close() {
        producers.values().forEach(shared -> repository().ifPresent(each -> each.removeHealthCheck(shared.check)));
        producers.clear();
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.unregister(unresolved);
        }
    }
}
