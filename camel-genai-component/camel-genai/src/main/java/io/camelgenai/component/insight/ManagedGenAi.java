package io.camelgenai.component.insight;

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
    Insight insight();

    @ManagedAttribute(description = "Generations that are being observed on this node")
    default long getInFlight() {
        return figure(Insight::inFlight);
    }

    @ManagedAttribute(description = "Streams that stand open on this node")
    default long getStreamsOpen() {
        return figure(Insight::streamsOpen);
    }

    @ManagedAttribute(description = "Streams and held requests that wait for a thread on this node")
    default long getStreamsWaiting() {
        return figure(Insight::streamsWaiting);
    }

    @ManagedAttribute(description = "Streams and held requests that have a thread on this node")
    default long getStreamThreads() {
        return figure(Insight::streamThreads);
    }

    @ManagedAttribute(description = "Streams and held requests that can have a thread on this node")
    default long getStreamThreadsMost() {
        return figure(Insight::maxStreams);
    }

    @ManagedAttribute(description = "Creates of unknown outcome, on all nodes that share the repository")
    default long getUnknown() {
        return figure(insight -> insight.countUnknown(place -> true));
    }

    @ManagedAttribute(description = "Ends that no route would take, on all nodes that share the repository")
    default long getParked() {
        return figure(insight -> insight.countParked(place -> true));
    }

    @ManagedAttribute(description = "Creates that were accepted since the component started")
    default long getCreated() {
        return figure(Insight::created);
    }

    @ManagedAttribute(description = "Generations that ended since the component started")
    default long getTerminal() {
        return figure(Insight::terminal);
    }

    @ManagedAttribute(description = "Calls that were made again since the component started")
    default long getRetries() {
        return figure(Insight::retries);
    }

    @ManagedAttribute(description = "Events that were read since the component started")
    default long getEvents() {
        return figure(Insight::events);
    }

    @ManagedAttribute(description = "The last errors, the newest first")
    default String[] getLastErrors() {
        return seen(insight ->
                        insight.lastErrors().stream().map(SeenError::toString).toArray(String[]::new))
                .orElseGet(() -> new String[0]);
    }

    @ManagedOperation(description = "Creates of unknown outcome")
    default TabularData unknownOutcomes() {
        return OpenCaseTable.of("unknown", seen(Insight::unknown).orElse(List.of()));
    }

    @ManagedOperation(
            description =
                    "An unknown outcome was accepted under this id (key, generationId): it is followed from now on")
    default String settle(String key, String generationId) {
        return act(insight -> insight.openCases().settle(key, generationId))
                .map(settled -> "It is followed as " + settled.id())
                .orElse("There is no unknown outcome under this key");
    }

    @ManagedOperation(
            description = "Asks the provider what became of an unknown outcome (key), by the id that was chosen")
    default String askProvider(String key) {
        return act(insight -> insight.openCases().askFor(key))
                .map(settled -> "It is followed as " + settled.id())
                .orElse("The provider does not show it, which is no proof that there is none");
    }

    @ManagedOperation(description = "An unknown outcome (key) is forgotten, and its idempotency key is free again")
    default String giveUp(String key) {
        return act(insight -> insight.openCases().giveUp(key) ? Optional.of("It is forgotten") : Optional.empty())
                .orElse("There is no unknown outcome under this key");
    }

    @ManagedOperation(description = "Ends that no route would take")
    default TabularData parkedEnds() {
        return OpenCaseTable.of("parked", seen(Insight::parked).orElse(List.of()));
    }

    @ManagedOperation(description = "A parked end (key) is delivered again")
    default String release(String key) {
        return act(insight ->
                        insight.openCases().release(key) ? Optional.of("It is delivered again") : Optional.empty())
                .orElse("Nothing is parked under this key");
    }

    @ManagedOperation(description = "All parked ends are delivered again; returns how many")
    default int releaseAll() {
        return act(insight -> Optional.of((int) insight.parked().stream()
                        .filter(each -> insight.openCases().release(each.key()))
                        .count()))
                .orElse(0);
    }

    private long figure(ToLongFunction<Insight> figure) {
        return seen(insight -> figure.applyAsLong(insight)).orElse(0L);
    }

    private <T> Optional<T> seen(Function<Insight, T> look) {
        return Optional.ofNullable(insight()).map(look);
    }

    /** A client over the network has none of our classes, so it gets no exception of ours. */
    private <T> Optional<T> act(Function<Insight, Optional<T>> action) {
        Insight insight = insight();
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
