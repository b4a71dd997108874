package io.camelgenai.component.monitoring;

import io.camelgenai.tracking.repository.Subscription;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/**
 * How the connection of a consumer is, and how much of its channel waits for a person. What waits does not make it DOWN: the
 * consumer goes on with everything else, and a new node would be none the better for it.
 */
public final class ConsumerHealth extends ConnectionHealth {

    private final Subscription subscription;

    /** @param route the route of the consumer, or null where it belongs to none */
    public ConsumerHealth(MonitoringView insight, @Nullable String route, Subscription subscription) {
        super(insight, "consumer:" + route, subscription.flow().connection());
        this.subscription = subscription;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        super.check(result);
        result.detail("provider", subscription.flow().provider());
        result.detail("channel", subscription.flow().channel());
        UnresolvedHealth.count(
                result,
                () -> monitoring.countUnknown(subscription::matches),
                () -> monitoring.countParked(subscription::matches));
    }
}
