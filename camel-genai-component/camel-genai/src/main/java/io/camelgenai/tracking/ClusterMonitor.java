package io.camelgenai.tracking;

import io.camelgenai.generation.GenerationError;
import io.camelgenai.tracking.create.OutcomeResolver;
import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.repository.ClusterMembership.Changes;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the repository for what other nodes did: stops tracking what they reclaimed, and wakes the consumers here for what they
 * released. It also releases what this node has claimed without its knowledge.
 */
final class ClusterMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMonitor.class);

    private final TrackingContext context;
    private final TrackingTasks tasks;
    private final Consumer<Subscriber> wake;
    private final OutcomeResolver resolver;
    private final OwnershipCheck ownership;
    private final AtomicBoolean polling = new AtomicBoolean();
    private final Duration interval;
    private volatile Future<?> timer = CompletableFuture.completedFuture(null);

    /**
     * Joins the cluster.
     *
     * @param wake claims for a consumer what is free
     */
    ClusterMonitor(TrackingContext context, TrackingTasks tasks, Consumer<Subscriber> wake) {
        this.context = context;
        this.tasks = tasks;
        this.wake = wake;
        this.resolver = new OutcomeResolver(context.repository());
        this.interval = context.repository().membership().join();
        this.ownership = new OwnershipCheck(context, interval);
    }

    void start() {
        if (hasPeers()) {
            timer = context.time().every(interval, this::pollUnlessBusy);
        }
    }

    /** Whether there may be other nodes. */
    boolean hasPeers() {
        return !interval.isZero();
    }

    /** A slow database delays polls; they do not pile up. */
    private void pollUnlessBusy() {
        if (polling.compareAndSet(false, true)) {
            context.executors().control().execute(() -> {
                try {
                    poll();
                } finally {
                    polling.set(false);
                }
            });
        }
    }

    private void poll() {
        try {
            Set<String> before = tasks.keys();
            Changes changes = context.repository().membership().changes();
            changes.claimed().ifPresent(claimed -> tasks.stopReclaimed(before, claimed));
            changes.toStop().forEach(this::stop);
            changes.toPoll().forEach(this::reported);
            changes.orphans().forEach(this::orphaned);
            ownership.runIfDue();
            context.subscribers().all().forEach(wake);
            context.repository().reachability().succeeded();
        } catch (RuntimeException e) {
            context.repository().reachability().failed("A poll for what other nodes did", e);
        }
    }

    private void stop(TrackedGeneration tracked) {
        GenerationError error = new GenerationError(
                GenerationError.STREAM_CLOSED,
                "The provider has no cancel: its stream was closed, and it is not tracked any more",
                true);
        if (!tasks.declareIncomplete(tracked.key(), error)) {
            context.observing()
                    .streams()
                    .declareIncomplete(tracked.origin().connection(), String.valueOf(tracked.id()), error);
        }
    }

    /** Another node has received the provider's report. */
    private void reported(TrackedGeneration tracked) {
        String connection = tracked.origin().connection();
        if (context.observing().tracked().report(connection, String.valueOf(tracked.id()), null)) {
            context.clients().apply(connection).webhooks().wasUseful();
        }
    }

    private void orphaned(TrackedGeneration orphan) {
        Origin origin = orphan.origin();
        LOG.error(
                "It is unknown whether {} accepted a create over connection {}: the node that sent it ended. It is stored as"
                        + " {}",
                origin.provider(),
                origin.connection(),
                orphan.key());
        context.listener().outcomeUnknown(orphan);
        context.executors().calls().execute(() -> resolve(orphan));
    }

    /** The provider may show the create of an expired node under the id that the node chose. Polls do not wait for it. */
    private void resolve(TrackedGeneration orphan) {
        String connection = orphan.origin().connection();
        try {
            resolver.resolve(context.clients().apply(connection), orphan)
                    .ifPresent(resolved -> LOG.info("It was accepted as {}", resolved.id()));
        } catch (RuntimeException unknownHere) {
            LOG.debug("Connection {} is not known on this node", connection, unknownHere);
        }
    }

    @Override
    public void close() {
        timer.cancel(false);
    }
}
