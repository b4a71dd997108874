package io.camelgenai.tracking.deliver;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the documents of ends again that waited long for a route: the addresses in them may have been signed for an hour
 * only. What was stored stays as good as ever where the provider can not be asked.
 */
final class ArtifactRefresher {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactRefresher.class);
    private static final Duration STALE_AFTER = Duration.ofMinutes(5);

    private final Function<String, ProviderClient> connections;
    private final Time time;

    ArtifactRefresher(Function<String, ProviderClient> connections, Time time) {
        this.connections = connections;
        this.time = time;
    }

    /** The same with what the provider says now. */
    TrackedGeneration refresh(TrackedGeneration ended) {
        boolean late = Duration.between(ended.since(), time.now()).compareTo(STALE_AFTER) > 0;
        return late && !ended.generation().artifacts().isEmpty() ? fetch(ended) : ended;
    }

    private TrackedGeneration fetch(TrackedGeneration ended) {
        try {
            ProviderClient client = connections.apply(ended.origin().connection());
            if (client.descriptor().operations().get() == null) {
                return ended;
            }
            Generation now = client.get(ended.generation(), new Cancellation()).generation();
            return now.status() == ended.generation().status() ? ended.in(ended.state(), now, ended.since()) : ended;
        } catch (RuntimeException e) {
            LOG.info("Generation {} is delivered as it was stored: it could not be read again", ended.id(), e);
            return ended;
        }
    }
}
