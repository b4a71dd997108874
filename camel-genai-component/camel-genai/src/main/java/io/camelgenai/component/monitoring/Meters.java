package io.camelgenai.component.monitoring;

import io.camelgenai.tracking.repository.GenerationListeners;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Meters, where there is something to count with. Loads no class of Micrometer where it is not on the class path. */
public interface Meters extends AutoCloseable {

    /** Takes all meters out of the registry. */
    @Override
    void close();

    /**
     * Counts from now on where there is a meter registry in Camel's registry, and otherwise does nothing.
     *
     * @param component the name of the component
     */
    static Meters start(CamelContext context, String component, MonitoringView insight, GenerationListeners listeners) {
        boolean there = context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
        return there ? WithMicrometer.start(context, component, insight, listeners) : () -> {};
    }

    /** A class of its own, so that it is loaded only where it can be. */
    final class WithMicrometer {

        /** The name under which Camel's own Micrometer component looks first. */
        private static final String REGISTRY_NAME = "metricsRegistry";

        private WithMicrometer() {}

        private static Meters start(
                CamelContext context, String component, MonitoringView insight, GenerationListeners listeners) {
            Registry beans = context.getRegistry();
            MeterRegistry named = beans.lookupByNameAndType(REGISTRY_NAME, MeterRegistry.class);
            MeterRegistry registry = named == null ? beans.findSingleByType(MeterRegistry.class) : named;
            if (registry == null) {
                return () -> {};
            }
            GenAiMeters meters = new GenAiMeters(registry, insight, context.getName(), component);
            listeners.add(meters);
            return meters;
        }
    }
}
