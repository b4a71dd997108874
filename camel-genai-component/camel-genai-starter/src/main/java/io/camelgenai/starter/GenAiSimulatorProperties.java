package io.camelgenai.starter;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The simulator, for development. */
@ConfigurationProperties(prefix = GenAiSimulatorProperties.PREFIX, ignoreUnknownFields = false)
public class GenAiSimulatorProperties {

    static final String PREFIX = "camel.genai.simulator";

    /**
     * Whether a simulator starts with the application, and every connection to a provider that it plays leads to it. Then nothing
     * is generated and nothing is paid for. For development only.
     */
    private boolean enabled;

    /** The port of the simulator on the loopback address; 0 means any free port. */
    private int port;

    /** A factor for all durations of the simulator; 0 means at once. */
    private double pace = 1.0;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public int getPort() {
        return port;
    }

    public void setPort(int port) {
        this.port = port;
    }

    public double getPace() {
        return pace;
    }

    public void setPace(double pace) {
        this.pace = pace;
    }
}
