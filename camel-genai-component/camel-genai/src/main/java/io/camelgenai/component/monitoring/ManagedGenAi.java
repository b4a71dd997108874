package io.camelgenai.component.monitoring;

import io.camelgenai.generation.GenAiException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.management.openmbean.TabularData;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.jspecify.annotations.Nullable;

/** The attributes and operations of the component in JMX. Attributes are 0 or empty while the component is not started. */
public interface ManagedGenAi {

    /** The view that JMX reads, or null when the component is not started. */
    @Nullable
    MonitoringView monitoring();

    @ManagedAttribute(description = "Generations that this node observes")
    default long getInFlight() {
        return number(MonitoringView::inFlight);
    }

    @ManagedAttribute(description = "Open streams on this node")
    default long getStreamsOpen() {
        return number(MonitoringView::streamsOpen);
    }

    @ManagedAttribute(description = "Streams and long polls that wait for a thread on this node")
    default long getStreamsWaiting() {
        return number(MonitoringView::streamsWaiting);
    }

    @ManagedAttribute(description = "Streams and long polls that have a thread on this node")
    default long getStreamThreads() {
        return number(MonitoringView::streamThreads);
    }

    @ManagedAttribute(description = "Streams and long polls that can have a thread on this node")
    default long getStreamThreadsMax() {
        return number(MonitoringView::maxStreams);
    }

    @ManagedAttribute(description = "Unknown outcomes, on all nodes that share the repository")
    default long getUnknown() {
        return number(view -> view.countUnknown(origin -> true));
    }

    @ManagedAttribute(description = "Parked deliveries, on all nodes that share the repository")
    default long getParked() {
        return number(view -> view.countParked(origin -> true));
    }

    @ManagedAttribute(description = "When Unknown and Parked were counted last; null when they never were")
    default @Nullable String getCountedAt() {
        return read(MonitoringView::countedAt).map(Instant::toString).orElse(null);
    }

    @ManagedAttribute(description = "Creates that were accepted since the component started")
    default long getCreated() {
        return number(MonitoringView::created);
    }

    @ManagedAttribute(description = "Generations that became terminal since the component started")
    default long getTerminal() {
        return number(MonitoringView::terminal);
    }

    @ManagedAttribute(description = "Calls that were retried since the component started")
    default long getRetries() {
        return number(MonitoringView::retries);
    }

    @ManagedAttribute(description = "Events that were read since the component started")
    default long getEvents() {
        return number(MonitoringView::events);
    }

    @ManagedAttribute(description = "The last errors, the newest first")
    default String[] getLastErrors() {
        return read(MonitoringView::lastErrors).orElse(List.of()).stream()
                .map(RecentError::toString)
                .toArray(String[]::new);
    }

    @ManagedOperation(description = "Lists the unknown outcomes")
    default TabularData unknownOutcomes() {
        return UnresolvedView.table("unknown", read(MonitoringView::unknown).orElse(List.of()));
    }

    @ManagedOperation(
            description =
                    "Resolves an unknown outcome (key): it was accepted under this id (generationId), and is tracked")
    default String resolve(String key, String generationId) {
        return perform(view -> view.unresolved().resolve(key, generationId))
                .map(resolved -> "Tracked as " + resolved.id())
                .orElse("There is no unknown outcome under this key");
    }

    @ManagedOperation(description = "Asks the provider for an unknown outcome (key), by the id that was chosen for it")
    default String askProvider(String key) {
        return perform(view -> view.unresolved().askProvider(key))
                .map(resolved -> "Tracked as " + resolved.id())
                .orElse("The provider does not return it, which is no proof that it does not exist");
    }

    @ManagedOperation(description = "Discards an unknown outcome (key), and frees its idempotency key")
    default String discard(String key) {
        boolean discarded = perform(view -> view.unresolved().discard(key));
        return discarded ? "Discarded" : "There is no unknown outcome under this key";
    }

    @ManagedOperation(description = "Lists the parked deliveries")
    default TabularData parkedDeliveries() {
        return UnresolvedView.table("parked", read(MonitoringView::parked).orElse(List.of()));
    }

    @ManagedOperation(description = "Redelivers a parked delivery (key)")
    default String redeliver(String key) {
        boolean redelivered = perform(view -> view.unresolved().redeliver(key));
        return redelivered ? "Redelivered" : "There is no parked delivery under this key";
    }

    @ManagedOperation(description = "Redelivers all parked deliveries, and returns how many")
    default int redeliverAll() {
        return perform(view -> view.unresolved().redeliverAll());
    }

    private long number(ToLongFunction<MonitoringView> attribute) {
        return read(attribute::applyAsLong).orElse(0L);
    }

    private <T> Optional<T> read(Function<MonitoringView, @Nullable T> attribute) {
        return Optional.ofNullable(monitoring()).map(attribute);
    }

    /** Throws an exception of the JDK only: a remote client has no class of this component. */
    private <T> T perform(Function<MonitoringView, T> action) {
        MonitoringView view = monitoring();
        if (view == null) {
            throw new IllegalStateException("The component is not started");
        }
        try {
            return action.apply(view);
        } catch (GenAiException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }
}
