package io.camelgenai.component.monitoring;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * Registers the health checks of a component, except those of its consumers, while it runs. Producers may come and go with each
 * exchange, so all producers of a connection share one check. Does nothing without camel-health.
 */
public final class HealthChecks implements AutoCloseable {

    private final CamelContext context;
    private final MonitoringView monitoring;
    private final String component;
    private final boolean producersEnabled;
    private final UnresolvedHealth unresolved;
    private final Map<String, ProducerCheck> producers = new HashMap<>();

    private static final class ProducerCheck {

        private final ConnectionHealth check;
        private int producers;

        ProducerCheck(ConnectionHealth check) {
            this.check = check;
        }
    }

    /**
     * @param component the name of the component
     * @param producersEnabled whether the checks of producers are enabled
     */
    public HealthChecks(CamelContext context, MonitoringView monitoring, String component, boolean producersEnabled) {
        this.context = context;
        this.monitoring = monitoring;
        this.component = component;
        this.producersEnabled = producersEnabled;
        this.unresolved = new UnresolvedHealth(monitoring, component);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(unresolved);
        }
    }

    /** Adds the check of a connection with its first producer. */
    public synchronized void producerStarted(String connection) {
        ProducerCheck shared = producers.computeIfAbsent(connection, this::add);
        shared.producers++;
    }

    private ProducerCheck add(String connection) {
        ConnectionHealth check =
                new ConnectionHealth(monitoring, "producer:" + component + "-" + connection, connection);
        check.setEnabled(producersEnabled);
        repository().ifPresent(repository -> repository.addHealthCheck(check));
        return new ProducerCheck(check);
    }

    /** Removes the check of a connection with its last producer. */
    public synchronized void producerStopped(String connection) {
        ProducerCheck shared = producers.get(connection);
        if (shared != null && --shared.producers == 0) {
            producers.remove(connection);
            repository().ifPresent(repository -> repository.removeHealthCheck(shared.check));
        }
    }

    private Optional<WritableHealthCheckRepository> repository() {
        return Optional.ofNullable(
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class));
    }

    @Override
    public synchronized void close() {
        producers.values().forEach(shared -> repository()
                .ifPresent(repository -> repository.removeHealthCheck(shared.check)));
        producers.clear();
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.unregister(unresolved);
        }
    }
}
