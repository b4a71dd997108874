package io.camelgenai.tracking;

import io.camelgenai.generation.GenerationError;
import io.camelgenai.tracking.create.ClientIds;
import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.repository.GenerationRepository.Changes;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps in step with the other nodes that share the repository: takes what they let go of, and lets go of what they took. */
final class ClusterMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMonitor.class);

    private final Tracker.Parts parts;
    private final Map<String, TrackingTask> tasks;
    private final Consumer<Subscriber> wake;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Duration period;
    private volatile Future<?> beats = CompletableFuture.completedFuture(null);
    private volatile boolean reachable = true;

    /**
     * @param followed what this node watches
     * @param look gets a consumer what is there for it
     */
    ClusterMonitor(Tracker.Parts parts, Map<String, TrackingTask> followed, Consumer<Subscriber> look) {
        this.parts = parts;
        this.tasks = followed;
        this.wake = look;
        this.period = parts.repository().join();
    }

    /** Begins to keep in step. */
    void start() {
        if (exist()) {
            beats = parts.time().every(period, this::due);
        }
    }

    /** Whether there may be some. */
    boolean exist() {
        return !period.isZero();
    }

    /** A slow database makes the beats slower, and does not pile them up. */
    private void due() {
        if (busy.compareAndSet(false, true)) {
            parts.executor().execute(() -> {
                try {
                    beat();
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    private void beat() {
        try {
            Changes changes = parts.repository().changes();
            changes.claimed().ifPresent(this::stopUnclaimed);
            changes.toStop().forEach(this::stop);
            changes.orphans().forEach(this::askProvider);
            parts.subscribers().all().forEach(wake);
            reachable = true;
        } catch (RuntimeException e) {
            if (reachable) {
                LOG.warn("The repository can not be reached; it is asked again", e);
            }
            reachable = false;
        }
    }

    private void stopUnclaimed(Set<String> held) {
        tasks.forEach((key, following) -> {
            if (!held.contains(key)) {
                following.stop();
            }
        });
    }

    private void stop(TrackedGeneration tracked) {
        TrackingTask following = tasks.get(tracked.key());
        if (following != null) {
            following.declareIncomplete(closedByRequest());
        } else {
            parts.streams()
                    .declareIncomplete(tracked.origin().connection(), String.valueOf(tracked.id()), closedByRequest());
        }
    }

    private static GenerationError closedByRequest() {
        return new GenerationError(
                GenerationError.STREAM_CLOSED,
                "The provider has no cancel: its stream was closed, and it is not followed any more",
                true);
    }

    /** A create of a dead node may be known to the provider by the id that the node chose. */
    private void askProvider(TrackedGeneration orphan) {
        Origin origin = orphan.origin();
        LOG.error(
                "Nobody knows whether {} accepted a create over connection {}: the node that sent it ended. It is kept as"
                        + " {}",
                origin.provider(),
                origin.connection(),
                orphan.key());
        parts.listener().outcomeUnknown(orphan);
        try {
            ClientIds.find(parts.connections().apply(origin.connection()), orphan)
                    .flatMap(found -> parts.repository().resolve(orphan.key(), found))
                    .ifPresent(found -> LOG.info("It was accepted as {}", found.id()));
        } catch (RuntimeException notOurs) {
            LOG.debug("Connection {} is not known on this node", origin.connection(), notOurs);
        }
    }

    @Override
    public void close() {
        beats.cancel(false);
    }
}
