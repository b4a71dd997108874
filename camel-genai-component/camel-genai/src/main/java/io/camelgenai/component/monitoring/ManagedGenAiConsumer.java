package io.camelgenai.component.monitoring;

import io.camelgenai.tracking.repository.Subscription;
import org.apache.camel.api.management.ManagedAttribute;
import org.jspecify.annotations.Nullable;

/** What JMX shows of a consumer. */
public interface ManagedGenAiConsumer {

    /** What this consumer wants to hear of. */
    Subscription subscription();

    /** What an operator sees, or null when the component is not started. */
    @Nullable
    MonitoringView monitoring();

    @ManagedAttribute(description = "Provider")
    default String getProvider() {
        return subscription().flow().provider();
    }

    @ManagedAttribute(description = "Model, or null for every model")
    default @Nullable String getModel() {
        return subscription().model();
    }

    @ManagedAttribute(description = "Connection")
    default String getConnection() {
        return subscription().flow().connection();
    }

    @ManagedAttribute(description = "Channel")
    default String getChannel() {
        return subscription().flow().channel();
    }

    @ManagedAttribute(description = "Whether it takes ends (TERMINAL) or events (EVENTS)")
    default String getEmit() {
        return subscription().kind().name();
    }

    @ManagedAttribute(description = "Generations of its channel that are being observed on this node")
    default long getInFlight() {
        MonitoringView insight = monitoring();
        return insight == null ? 0 : insight.tracked(subscription()).generations();
    }

    @ManagedAttribute(description = "Streams that stand open for its channel on this node")
    default long getStreamsOpen() {
        MonitoringView insight = monitoring();
        return insight == null ? 0 : insight.tracked(subscription()).openStreams();
    }

    @ManagedAttribute(description = "Creates of unknown outcome in its channel, on all nodes that share the repository")
    default long getUnknown() {
        MonitoringView insight = monitoring();
        return insight == null ? 0 : insight.countUnknown(subscription()::matches);
    }

    @ManagedAttribute(description = "Parked ends in its channel, on all nodes that share the repository")
    default long getParked() {
        MonitoringView insight = monitoring();
        return insight == null ? 0 : insight.countParked(subscription()::matches);
    }
}
