package io.camelgenai.component.monitoring;

import java.util.function.LongSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DOWN while something waits for a person: a create of unknown outcome, or an end that no route would take. It is neither
 * about readiness nor about liveness, so that no probe takes a node away for what no other node can do better.
 */
final class UnresolvedHealth extends GenAiHealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(UnresolvedHealth.class);

    /** @param component the name of the component */
    UnresolvedHealth(MonitoringView insight, String component) {
        super(insight, component + "-unresolved");
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        long waiting = count(
                result, () -> monitoring.countUnknown(place -> true), () -> monitoring.countParked(place -> true));
        if (waiting > 0) {
            result.message("Unknown outcomes and parked ends wait for an operator: see the dev console genai, or the"
                            + " MBean of the component")
                    .down();
        }
    }

    /**
     * Tells how much waits for a person.
     *
     * @return how much; nothing where the repository can not tell, and then it is DOWN
     */
    static long count(HealthCheckResultBuilder result, LongSupplier unknown, LongSupplier parked) {
        try {
            long unknownOutcomes = unknown.getAsLong();
            long parkedEnds = parked.getAsLong();
            result.detail("unknownOutcomes", unknownOutcomes).detail("parked", parkedEnds);
            return unknownOutcomes + parkedEnds;
        } catch (RuntimeException e) {
            // What the storage says may hold its address and its user.
            LOG.debug("The repository can not be read", e);
            result.message("The repository can not be read").down();
            return 0;
        }
    }
}
