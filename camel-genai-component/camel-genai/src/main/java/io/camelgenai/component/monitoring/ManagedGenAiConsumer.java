package io.camelgenai.component.monitoring;

import io.camelgenai.tracking.repository.Subscription;
import java.util.function.ToLongFunction;
import org.apache.camel.api.management.ManagedAttribute;
import org.jspecify.annotations.Nullable;

/** The attributes of a consumer in JMX. Numbers are 0 while the component is not started. */
public interface ManagedGenAiConsumer {

    /** The generations that the consumer receives. */
    Subscription subscription();

    /** The view that JMX reads, or null when the component is not started. */
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

    @ManagedAttribute(description = "Whether it receives terminal generations (TERMINAL) or events (EVENTS)")
    default String getEmit() {
        return subscription().kind().name();
    }

    @ManagedAttribute(description = "Generations of its channel that this node observes")
    default long getInFlight() {
        return number(view -> view.tracked(subscription()).generations());
    }

    @ManagedAttribute(description = "Open streams of its channel on this node")
    default long getStreamsOpen() {
        return number(view -> view.tracked(subscription()).openStreams());
    }

    @ManagedAttribute(description = "Unknown outcomes in its channel, on all nodes that share the repository")
    default long getUnknown() {
        return number(view -> view.countUnknown(subscription()::matches));
    }

    @ManagedAttribute(description = "Parked deliveries in its channel, on all nodes that share the repository")
    default long getParked() {
        return number(view -> view.countParked(subscription()::matches));
    }

    private long number(ToLongFunction<MonitoringView> attribute) {
        MonitoringView view = monitoring();
        return view == null ? 0 : attribute.applyAsLong(view);
    }
}
