package io.camelgenai.component.monitoring;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** The base of the health checks: an id, a switch, and a result that is UP unless a check says otherwise. */
abstract class GenAiHealthCheck implements HealthCheck {

    final MonitoringView monitoring;
    private final String id;
    private volatile boolean enabled = true;

    GenAiHealthCheck(MonitoringView monitoring, String id) {
        this.monitoring = monitoring;
        this.id = id;
    }

    /** Adds details to the result, and sets it DOWN if something is wrong. */
    abstract void check(HealthCheckResultBuilder result);

    @Override
    public final Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        if (isReadiness()) {
            result.detail(CHECK_KIND, Kind.READINESS);
        }
        if (!enabled) {
            return result.detail(CHECK_ENABLED, false)
                    .message("Disabled")
                    .unknown()
                    .build();
        }
        check(result.up());
        return result.build();
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getGroup() {
        return "camel";
    }

    @Override
    public final boolean isEnabled() {
        return enabled;
    }

    @Override
    public final void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** No check asks for a restart: it would not make a provider answer, and it would resolve nothing. */
    @Override
    public final boolean isLiveness() {
        return false;
    }
}
