package io.camelgenai.starter;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.GenAiSimulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Component;
import org.apache.camel.Ordered;
import org.apache.camel.spi.ComponentCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Points connections at the simulator: one for each provider that it plays, and every other connection to such a provider. Removes
 * from them the key, client, TLS parameters and headers for the real provider.
 */
record SimulatedConnections(GenAiSimulator simulator) implements ComponentCustomizer {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedConnections.class);

    /** After the properties were set. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return target instanceof GenAiComponent;
    }

    @Override
    public void configure(String name, Component target) {
        GenAiComponent component = (GenAiComponent) target;
        Map<String, ConnectionConfiguration> connections = new LinkedHashMap<>(component.getConnections());
        simulator
                .providers()
                .forEach(provider -> connections.computeIfAbsent(provider, key -> new ConnectionConfiguration()));
        List<String> notPlayed = new ArrayList<>();
        connections.forEach((connection, options) -> {
            String provider = Objects.requireNonNullElse(options.getProvider(), connection);
            if (simulator.providers().contains(provider)) {
                options.setBaseUrl(simulator.baseUrl(provider));
                options.setApiKey(simulator.apiKey(provider));
                options.setHttpClient(null);
                options.setSslContextParameters(null);
                options.setHttpHeader(new LinkedHashMap<>());
                options.setQuery(new LinkedHashMap<>());
            } else {
                notPlayed.add(connection);
            }
        });
        component.setConnections(connections);
        component
                .getCamelContext()
                .getCamelContextExtension()
                .registerEndpointCallback(new SimulatedEndpoints(simulator));
        LOG.warn(
                "THE GENAI SIMULATOR IS ON ({}.enabled): {} are played at {}, nothing is generated and nothing is paid for.{}",
                GenAiSimulatorProperties.PREFIX,
                String.join(", ", simulator.providers()),
                simulator.baseUrl(),
                notPlayed.isEmpty() ? "" : " Not played: connection " + String.join(", ", notPlayed));
    }
}
