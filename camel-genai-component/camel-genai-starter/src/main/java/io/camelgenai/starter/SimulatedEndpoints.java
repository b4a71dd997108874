package io.camelgenai.starter;

import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.component.GenAiEndpoint;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.GenAiSimulator;
import java.util.Objects;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.EndpointStrategy;

/**
 * Keeps endpoints from a played provider's real API while the simulator is on: a base URL of its own, or a connection that the
 * component does not know, would lead there.
 */
record SimulatedEndpoints(GenAiSimulator simulator) implements EndpointStrategy {

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof GenAiEndpoint ours) {
            check(ours);
        }
        return endpoint;
    }

    private void check(GenAiEndpoint endpoint) {
        GenAiConfiguration said = endpoint.getConfiguration();
        if (!simulator.providers().contains(said.getProvider())) {
            return;
        }
        String name = Objects.requireNonNullElse(said.getConnection(), said.getProvider());
        if (said.getBaseUrl() != null) {
            throw astray(
                    said,
                    "sets the option baseUrl. Set it for its connection, as property "
                            + GenAiComponentConfiguration.PREFIX + ".connections[" + name + "].baseUrl");
        }
        ConnectionConfiguration connection =
                endpoint.getComponent().getConnections().get(name);
        if (connection == null || !simulator.baseUrl(said.getProvider()).equals(connection.getBaseUrl())) {
            throw astray(
                    said,
                    "uses connection " + name + ", of which is not known where it leads. Set property "
                            + GenAiComponentConfiguration.PREFIX + ".connections[" + name + "].provider");
        }
    }

    private static IllegalArgumentException astray(GenAiConfiguration said, String why) {
        return new IllegalArgumentException("The simulator is on (" + GenAiSimulatorProperties.PREFIX
                + ".enabled), but an endpoint of " + said.getProvider() + " would leave it: it " + why);
    }
}
