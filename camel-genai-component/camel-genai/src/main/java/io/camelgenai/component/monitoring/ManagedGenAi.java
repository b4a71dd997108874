package io.camelgenai.component.monitoring;

import io.camelgenai.generation.GenAiException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.management.openmbean.TabularData;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.jspecify.annotations.Nullable;

/** What JMX shows of the component, and lets an operator do. While nothing runs there is nothing to see. */
public interface ManagedGenAi {

    /** What an operator sees, or null when the component is not started. */
    @Nullable
    MonitoringView monitoring();

    @ManagedAttribute(description = "Generations that are being observed on this node")
    default long getInFlight() {
        return metric(MonitoringView::inFlight);
    }

    @ManagedAttribute(description = "Streams that stand open on this node")
    default long getStreamsOpen() {
        return metric(MonitoringView::streamsOpen);
    }

    @ManagedAttribute(description = "Streams and held requests that wait for a thread on this node")
    default long getStreamsWaiting() {
        return metric(MonitoringView::streamsWaiting);
    }

    @ManagedAttribute(description = "Streams and held requests that have a thread on this node")
    default long getStreamThreads() {
        return metric(MonitoringView::streamThreads);
    }

    @ManagedAttribute(description = "Streams and held requests that can have a thread on this node")
    default long getStreamThreadsMax() {
        return metric(MonitoringView::maxStreams);
    }

    @ManagedAttribute(description = "Creates of unknown outcome, on all nodes that share the repository")
    default long getUnknown() {
        return metric(insight -> insight.countUnknown(place -> true));
    }

    @ManagedAttribute(description = "Ends that no route would take, on all nodes that share the repository")
    default long getParked() {
        return metric(insight -> insight.countParked(place -> true));
    }

    @ManagedAttribute(description = "Creates that were accepted since the component started")
    default long getCreated() {
        return metric(MonitoringView::created);
    }

    @ManagedAttribute(description = "Generations that ended since the component started")
    default long getTerminal() {
        return metric(MonitoringView::terminal);
    }

    @ManagedAttribute(description = "Calls that were made again since the component started")
    default long getRetries() {
        return metric(MonitoringView::retries);
    }

    @ManagedAttribute(description = "Events that were read since the component started")
    default long getEvents() {
        return metric(MonitoringView::events);
    }

    @ManagedAttribute(description = "The last errors, the newest first")
    default String[] getLastErrors() {
        return seen(insight ->
                        insight.lastErrors().stream().map(RecentError::toString).toArray(String[]::new))
                .orElseGet(() -> new String[0]);
    }

    @ManagedOperation(description = "Creates of unknown outcome")
    default TabularData unknownOutcomes() {
        return UnresolvedTable.of("unknown", seen(MonitoringView::unknown).orElse(List.of()));
    }

    @ManagedOperation(
            description =
                    "An unknown outcome was accepted under this id (key, generationId): it is followed from now on")
    default String resolve(String key, String generationId) {
        return perform(insight -> insight.unresolved().resolve(key, generationId))
                .map(settled -> "It is followed as " + settled.id())
                .orElse("There is no unknown outcome under this key");
    }

    @ManagedOperation(
            description = "Asks the provider what became of an unknown outcome (key), by the id that was chosen")
    default String askProvider(String key) {
        return perform(insight -> insight.unresolved().askProvider(key))
                .map(settled -> "It is followed as " + settled.id())
                .orElse("The provider does not show it, which is no proof that there is none");
    }

    @ManagedOperation(description = "An unknown outcome (key) is forgotten, and its idempotency key is free again")
    default String discard(String key) {
        return perform(insight -> insight.unresolved().discard(key) ? Optional.of("It is forgotten") : Optional.empty())
                .orElse("There is no unknown outcome under this key");
    }

    @ManagedOperation(description = "Ends that no route would take")
    default TabularData parkedDeliveries() {
        return UnresolvedTable.of("parked", seen(MonitoringView::parked).orElse(List.of()));
    }

    @ManagedOperation(description = "A parked end (key) is delivered again")
    default String redeliver(String key) {
        return perform(insight ->
                        insight.unresolved().redeliver(key) ? Optional.of("It is delivered again") : Optional.empty())
                .orElse("Nothing is parked under this key");
    }

    @ManagedOperation(description = "All parked ends are delivered again; returns how many")
    default int redeliverAll() {
        return perform(insight -> Optional.of(insight.unresolved().redeliverAll()))
                .orElse(0);
    }

    private long metric(ToLongFunction<MonitoringView> figure) {
        return seen(insight -> figure.applyAsLong(insight)).orElse(0L);
    }

    private <T> Optional<T> seen(Function<MonitoringView, T> look) {
        return Optional.ofNullable(monitoring()).map(look);
    }

    /** A client over the network has none of our classes, so it gets no exception of ours. */
    private <T> Optional<T> perform(Function<MonitoringView, Optional<T>> action) {
        MonitoringView insight = monitoring();
        if (insight == null) {
            throw new IllegalStateException("The component is not started");
        }
        try {
            return action.apply(insight);
        } catch (GenAiException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }
}
