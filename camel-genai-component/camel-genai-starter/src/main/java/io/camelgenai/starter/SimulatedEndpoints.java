package io.camelgenai.starter;

import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.component.GenAiEndpoint;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.GenAiSimulator;
import java.util.Objects;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Refuses endpoints that would call the real API of a played provider while the simulator is on: those with a base URL of their own,
 * or with a connection that the component does not know.
 */
record SimulatedEndpoints(GenAiSimulator simulator) implements EndpointStrategy {

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof GenAiEndpoint genai) {
            requireSimulated(genai);
        }
        return endpoint;
    }

    private void requireSimulated(GenAiEndpoint endpoint) {
        GenAiConfiguration options = endpoint.getConfiguration();
        if (!simulator.providers().contains(options.getProvider())) {
            return;
        }
        String name = Objects.requireNonNullElse(options.getConnection(), options.getProvider());
        if (options.getBaseUrl() != null) {
            throw refusal(
                    options,
                    "sets the option baseUrl. Set it for its connection, as property "
                            + GenAiComponentConfiguration.PREFIX + ".connections[" + name + "].baseUrl");
        }
        ConnectionConfiguration connection =
                endpoint.getComponent().getConnections().get(name);
        if (connection == null || !simulator.baseUrl(options.getProvider()).equals(connection.getBaseUrl())) {
            throw refusal(
                    options,
                    "uses connection " + name + ", whose provider is not known. Set property "
                            + GenAiComponentConfiguration.PREFIX + ".connections[" + name + "].provider");
        }
    }

    private static IllegalArgumentException refusal(GenAiConfiguration options, String why) {
        return new IllegalArgumentException("The simulator is on (" + GenAiSimulatorProperties.PREFIX
                + ".enabled), but an endpoint of " + options.getProvider() + " would leave it: it " + why);
    }
}
