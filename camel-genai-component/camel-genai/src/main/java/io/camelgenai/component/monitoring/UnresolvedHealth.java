package io.camelgenai.component.monitoring;

import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * DOWN while an unknown outcome or a parked delivery needs an operator. It is neither a readiness nor a liveness check: no probe
 * should replace a node for something that another node could do no better.
 */
final class UnresolvedHealth extends GenAiHealthCheck {

    UnresolvedHealth(MonitoringView monitoring, String component) {
        super(monitoring, component + "-unresolved");
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        long unresolved = addCounts(result, monitoring, origin -> true);
        if (unresolved > 0) {
            result.message("Unknown outcomes and parked deliveries need an operator: see the dev console genai, or the"
                            + " MBean of the component")
                    .down();
        }
    }

    /**
     * Adds the counts of these origins as details, with the time at which they were counted. Sets the result DOWN when the
     * repository cannot be read. Never waits.
     *
     * @return the sum of the counts; 0 when the repository cannot be read
     */
    static long addCounts(HealthCheckResultBuilder result, MonitoringView monitoring, Predicate<Origin> origins) {
        Instant countedAt = monitoring.countedAt();
        long unknownOutcomes = 0;
        long parkedDeliveries = 0;
        if (countedAt != null) {
            unknownOutcomes = monitoring.countUnknown(origins);
            parkedDeliveries = monitoring.countParked(origins);
            result.detail("unknownOutcomes", unknownOutcomes)
                    .detail("parked", parkedDeliveries)
                    .detail("countedAt", countedAt.toString());
        }
        if (!monitoring.isCountCurrent()) {
            result.message("The repository cannot be read").down();
            return 0;
        }
        return unknownOutcomes + parkedDeliveries;
    }
}
