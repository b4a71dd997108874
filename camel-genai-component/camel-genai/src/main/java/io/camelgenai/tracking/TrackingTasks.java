package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.tracking.deliver.Deliveries;
import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.observe.LiveObservations.ObservationCounts;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.Observations;
import io.camelgenai.tracking.repository.RetryingWriter;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The generations that this node tracks, one task for each. Safe for use by several threads. */
final class TrackingTasks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrackingTasks.class);
    private static final int MAX_CLAIMED = 100;

    private final TrackingContext context;
    private final Deliveries deliveries;
    private final Consumer<Origin> onRelease;
    private final RetryingWriter writer;
    private final Map<String, TrackingTask> tasks = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param onRelease is notified of the origin of a generation that was released before it was terminal */
    TrackingTasks(TrackingContext context, Deliveries deliveries, Consumer<Origin> onRelease) {
        this.context = context;
        this.deliveries = deliveries;
        this.onRelease = onRelease;
        this.writer = new RetryingWriter(
                context.repository(), context.work(), context.executors().control(), context.time());
    }

    int size() {
        return tasks.size();
    }

    boolean isClosed() {
        return closed;
    }

    /** The observations of the generations of a subscription. */
    ObservationCounts counts(Subscription subscription) {
        return tasks.values().stream()
                .filter(each -> subscription.matches(each.tracked()))
                .map(TrackingTask::counts)
                .reduce(ObservationCounts.NONE, ObservationCounts::plus);
    }

    /** Claims and tracks generations of a subscription that no node tracks. Returns whether there may be more. */
    boolean claim(Subscription subscription) {
        List<TrackedGeneration> claimed = context.repository().tracking().claim(subscription, MAX_CLAIMED);
        int tracked = 0;
        for (TrackedGeneration each : claimed) {
            tracked += trackClaimed(each) ? 1 : 0;
        }
        return tracked == MAX_CLAIMED && !closed;
    }

    /** Returns false when it was released instead: it would be claimed again at once. */
    private boolean trackClaimed(TrackedGeneration claimed) {
        try {
            track(claimed, null);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("Generation {} cannot be tracked here", claimed.id(), e);
            writer.write(releaseOf(claimed), claimed.key(), () -> context.repository()
                    .tracking()
                    .release(claimed.key()));
            return false;
        }
    }

    /**
     * Tracks a generation that this node has claimed.
     *
     * @param stream its event stream, if that is open; closed when the generation is tracked already
     */
    void track(TrackedGeneration tracked, @Nullable Observation stream) {
        boolean[] added = new boolean[1];
        TrackingTask task = tasks.computeIfAbsent(tracked.key(), key -> {
            added[0] = true;
            Observation observation = stream == null ? observation(tracked) : stream;
            boolean restarted = stream == null && tracked.trackings() > 1;
            return new TrackingTask(context, deliveries, tracked, observation, restarted, this::finished);
        });
        if (added[0]) {
            start(task);
            if (closed) {
                task.stop();
            }
        } else if (stream != null) {
            stream.close();
        }
    }

    private void start(TrackingTask task) {
        String key = task.tracked().key();
        context.work().begin(key);
        try {
            task.start();
        } catch (RuntimeException e) {
            tasks.remove(key);
            context.work().end(key);
            throw e;
        }
    }

    private Observation observation(TrackedGeneration tracked) {
        ProviderClient client = context.clients().apply(tracked.origin().connection());
        return hasObserver(tracked.origin())
                ? Observations.ofEvents(client, tracked.generation(), context.time())
                : Observations.ofCompletion(client, tracked.generation(), context.time());
    }

    boolean hasObserver(Origin origin) {
        return context.subscribers().of(origin).stream()
                .map(Subscriber::subscription)
                .anyMatch(each -> each.kind() == Kind.EVENTS);
    }

    /** A consumer may have started while the one that stopped was still busy with an event: then it is tracked again. */
    private void finished(TrackedGeneration tracked, boolean terminal) {
        tasks.remove(tracked.key());
        if (!terminal && !closed) {
            writer.write(releaseOf(tracked), tracked.key(), () -> {
                context.repository().tracking().release(tracked.key());
                onRelease.accept(tracked.origin());
            });
        }
        context.work().end(tracked.key());
    }

    private static String releaseOf(TrackedGeneration tracked) {
        return "The release of generation " + tracked.id();
    }

    /** Stops tracking generations that have no consumer any more. */
    void stopUnconsumed() {
        tasks.values().stream()
                .filter(each -> context.subscribers().of(each.tracked()).isEmpty())
                .forEach(TrackingTask::stop);
    }

    /** The keys of the generations that are tracked. */
    Set<String> keys() {
        return Set.copyOf(tasks.keySet());
    }

    /**
     * Stops tracking generations that other nodes have reclaimed.
     *
     * @param before what was tracked before it was found out what this node has claimed
     */
    void stopReclaimed(Set<String> before, Set<String> claimed) {
        tasks.forEach((key, task) -> {
            if (before.contains(key) && !claimed.contains(key)) {
                task.stop();
            }
        });
    }

    /** Declares a generation INCOMPLETE. Returns false when this node does not track it. */
    boolean declareIncomplete(String key, GenerationError error) {
        TrackingTask task = tasks.get(key);
        if (task != null) {
            task.declareIncomplete(error);
        }
        return task != null;
    }

    /** Stops tracking. Unfinished generations stay in the repository. */
    @Override
    public void close() {
        closed = true;
        tasks.values().forEach(TrackingTask::stop);
    }
}
