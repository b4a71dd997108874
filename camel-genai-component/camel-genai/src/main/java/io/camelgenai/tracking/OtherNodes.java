package io.camelgenai.tracking;

import io.camelgenai.generation.GenerationError;
import io.camelgenai.tracking.GenerationRepository.Changes;
import io.camelgenai.tracking.TrackedGeneration.Origin;
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
final class OtherNodes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);

    private final Tracker.Parts parts;
    private final Map<String, Following> followed;
    private final Consumer<Subscriber> look;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Duration pace;
    private volatile Future<?> beats = CompletableFuture.completedFuture(null);
    private volatile boolean reached = true;

    /**
     * @param followed what this node watches
     * @param look gets a consumer what is there for it
     */
    OtherNodes(Tracker.Parts parts, Map<String, Following> followed, Consumer<Subscriber> look) {
        this.parts = parts;
        this.followed = followed;
        this.look = look;
        this.pace = parts.repository().join();
    }

    /** Begins to keep in step. */
    void start() {
        if (areThere()) {
            beats = parts.time().every(pace, this::due);
        }
    }

    /** Whether there may be some. */
    boolean areThere() {
        return !pace.isZero();
    }

    /** A slow database makes the beats slower, and does not pile them up. */
    private void due() {
        if (busy.compareAndSet(false, true)) {
            parts.workers().execute(() -> {
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
            changes.held().ifPresent(this::keepOnly);
            changes.toStop().forEach(this::stop);
            changes.orphans().forEach(this::askForIt);
            parts.subscribers().all().forEach(look);
            reached = true;
        } catch (RuntimeException e) {
            if (reached) {
                LOG.warn("The repository can not be reached; it is asked again", e);
            }
            reached = false;
        }
    }

    private void keepOnly(Set<String> held) {
        followed.forEach((key, following) -> {
            if (!held.contains(key)) {
                following.stop();
            }
        });
    }

    private void stop(TrackedGeneration tracked) {
        Following following = followed.get(tracked.key());
        if (following != null) {
            following.abandon(closedByRequest());
        } else {
            parts.streams().abandon(tracked.origin().connection(), String.valueOf(tracked.id()), closedByRequest());
        }
    }

    private static GenerationError closedByRequest() {
        return new GenerationError(
                GenerationError.STREAM_CLOSED,
                "The provider has no cancel: its stream was closed, and it is not followed any more",
                true);
    }

    /** A create of a dead node may be known to the provider by the id that the node chose. */
    private void askForIt(TrackedGeneration orphan) {
        Origin origin = orphan.origin();
        LOG.error(
                "Nobody knows whether {} accepted a create over connection {}: the node that sent it ended. It is kept as"
                        + " {}",
                origin.provider(),
                origin.connection(),
                orphan.key());
        parts.listener().unknown(orphan);
        try {
            ClientIds.remembered(parts.connections().apply(origin.connection()), orphan)
                    .flatMap(found -> parts.repository().settled(orphan.key(), found))
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
