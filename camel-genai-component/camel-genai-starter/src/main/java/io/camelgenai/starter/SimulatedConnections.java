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
 * Points connections at the simulator: one for each provider that it plays, and those that lead to one of these. What
 * they carry for the real one is taken off them.
 */
record SimulatedConnections(GenAiSimulator simulator) implements ComponentCustomizer {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedConnections.class);

    /** What the properties say comes first. */
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
        List<String> elsewhere = new ArrayList<>();
        connections.forEach((connection, said) -> {
            String provider = Objects.requireNonNullElse(said.getProvider(), connection);
            if (simulator.providers().contains(provider)) {
                said.setBaseUrl(simulator.baseUrl(provider));
                said.setApiKey(simulator.apiKey(provider));
                said.setHttpClient(null);
                said.setSslContextParameters(null);
                said.setHttpHeader(new LinkedHashMap<>());
            } else {
                elsewhere.add(connection);
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
                elsewhere.isEmpty() ? "" : " Not played: connection " + String.join(", ", elsewhere));
    }
}
