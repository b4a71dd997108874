package io.camelgenai.component.monitoring;

import org.apache.camel.CamelContext;

/** The meters of a component that runs, if it has a meter registry. Loads no class of Micrometer where there is none. */
public interface Meters extends AutoCloseable {

    /** Removes all meters from the registry. */
    @Override
    void close();

    /**
     * Starts the meters where Micrometer is on the class path and a meter registry is in Camel's registry; otherwise does nothing.
     * Has to be called before the first event.
     *
     * @param component the name of the component
     * @param withConventions whether the meters of OpenTelemetry's conventions for generative AI are recorded as well
     */
    static Meters start(CamelContext context, String component, MonitoringView monitoring, boolean withConventions) {
        boolean available =
                context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
        return available ? GenAiMeters.start(context, component, monitoring, withConventions) : () -> {};
    }
}
