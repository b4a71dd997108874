package io.camelgenai.examples.quarkus;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.GenAiSimulator;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.quarkus.core.events.ComponentAddEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** For development: starts the simulator with the application, and sets the base URLs of the connections to it. */
@ApplicationScoped
public class Simulator {

    private static final Logger LOG = Logger.getLogger(Simulator.class);

    private final boolean enabled;
    private final Offers offers;
    private @Nullable GenAiSimulator simulator;

    Simulator(@ConfigProperty(name = "simulator.enabled", defaultValue = "false") boolean enabled, Offers offers) {
        this.enabled = enabled;
        this.offers = offers;
    }

    // tag::point[]
    /** Camel Quarkus sends this event for each component before a route uses it. */
    void point(@Observes ComponentAddEvent event) {
        if (enabled && event.getComponent() instanceof GenAiComponent component) {
            GenAiSimulator started = GenAiSimulator.start();
            simulator = started;
            for (String provider : offers.providers()) {
                ConnectionConfiguration connection =
                        component.getConnections().computeIfAbsent(provider, name -> new ConnectionConfiguration());
                connection.setBaseUrl(started.baseUrl(provider));
                connection.setApiKey(started.apiKey(provider));
            }
            LOG.warnf("THE SIMULATOR IS ON at %s: nothing is generated and nothing is paid for", started.baseUrl());
        }
    }
    // end::point[]

    /** The simulator, where it is on. */
    @Nullable
    GenAiSimulator running() {
        return simulator;
    }

    @PreDestroy
    void stop() {
        GenAiSimulator started = simulator;
        if (started != null) {
            started.close();
        }
    }
}
