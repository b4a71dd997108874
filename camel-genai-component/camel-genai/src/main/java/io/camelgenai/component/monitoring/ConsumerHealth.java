package io.camelgenai.component.monitoring;

import io.camelgenai.tracking.repository.Subscription;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The health of a consumer: that of its connection, with the numbers of unknown outcomes and parked deliveries in its channel as
 * details. These numbers do not make it DOWN: the consumer continues with everything else, and so would it on another node.
 */
public final class ConsumerHealth extends ConnectionHealth {

    private final Subscription subscription;

    /** @param route the id of the consumer's route, or null when it has none */
    public ConsumerHealth(MonitoringView monitoring, @Nullable String route, Subscription subscription) {
        super(monitoring, "consumer:" + route, subscription.flow().connection());
        this.subscription = subscription;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        super.check(result);
        result.detail("provider", subscription.flow().provider());
        result.detail("channel", subscription.flow().channel());
        UnresolvedHealth.addCounts(result, monitoring, subscription::matches);
    }
}
