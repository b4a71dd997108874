package io.camelgenai.component.monitoring;

import java.util.function.LongSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DOWN while an unknown outcome or a parked delivery needs an operator. It is neither a readiness nor a liveness check: no probe
 * should replace a node for something that another node could do no better.
 */
final class UnresolvedHealth extends GenAiHealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(UnresolvedHealth.class);

    UnresolvedHealth(MonitoringView monitoring, String component) {
        super(monitoring, component + "-unresolved");
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        long unresolved = addCounts(
                result, () -> monitoring.countUnknown(origin -> true), () -> monitoring.countParked(origin -> true));
        if (unresolved > 0) {
            result.message("Unknown outcomes and parked deliveries need an operator: see the dev console genai, or the"
                            + " MBean of the component")
                    .down();
        }
    }

    /**
     * Adds the counts as details, or sets the result DOWN when the repository cannot be read.
     *
     * @return the sum of the counts, or 0
     */
    static long addCounts(HealthCheckResultBuilder result, LongSupplier unknown, LongSupplier parked) {
        try {
            long unknownOutcomes = unknown.getAsLong();
            long parkedDeliveries = parked.getAsLong();
            result.detail("unknownOutcomes", unknownOutcomes).detail("parked", parkedDeliveries);
            return unknownOutcomes + parkedDeliveries;
        } catch (RuntimeException e) {
            // The message of the repository may contain its address and user.
            LOG.debug("The repository cannot be read", e);
            result.message("The repository cannot be read").down();
            return 0;
        }
    }
}
