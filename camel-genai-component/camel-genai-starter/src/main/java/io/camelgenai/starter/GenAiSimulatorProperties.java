package io.camelgenai.starter;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The simulator, for development. */
@ConfigurationProperties(prefix = GenAiSimulatorProperties.PREFIX, ignoreUnknownFields = false)
public class GenAiSimulatorProperties {

    static final String PREFIX = "camel.genai.simulator";

    /**
     * Whether a simulator is started with the application, and every connection to a provider that it plays leads to it.
     * Nothing is generated then, and nothing is paid for. For development only.
     */
    private boolean enabled;

    /** The port of the simulator on the loopback address; 0 takes a free one. */
    private int port;

    /** A factor on all that takes the simulator time; 0 is at once. */
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
