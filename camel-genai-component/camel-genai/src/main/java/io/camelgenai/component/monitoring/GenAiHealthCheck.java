package io.camelgenai.component.monitoring;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** The frame of a check: its name, its switch, and a result that is UP until something is found. None asks for a restart. */
abstract class GenAiHealthCheck implements HealthCheck {

    final MonitoringView monitoring;
    private final String id;
    private volatile boolean enabled = true;

    GenAiHealthCheck(MonitoringView insight, String id) {
        this.monitoring = insight;
        this.id = id;
    }

    /** Looks, and tells what is to be told. */
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

    /** A restart makes no provider answer, and settles nothing. */
    @Override
    public final boolean isLiveness() {
        return false;
    }
}
