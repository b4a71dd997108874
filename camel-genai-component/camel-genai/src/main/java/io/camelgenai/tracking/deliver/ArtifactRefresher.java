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
 * Reads the document of a terminal generation again when it waited long for its delivery: the URLs of its artifacts may have
 * been signed for an hour only. Where the provider cannot be asked, the stored document is used.
 */
final class ArtifactRefresher {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactRefresher.class);
    private static final Duration STALE_AFTER = Duration.ofMinutes(5);

    private final Function<String, ProviderClient> clients;
    private final Time time;

    /** @param clients the client of a connection, by its name */
    ArtifactRefresher(Function<String, ProviderClient> clients, Time time) {
        this.clients = clients;
        this.time = time;
    }

    /** The generation with the provider's current document, if it has artifacts and is stale. */
    TrackedGeneration refresh(TrackedGeneration terminal) {
        boolean stale = Duration.between(terminal.since(), time.now()).compareTo(STALE_AFTER) > 0;
        return stale && !terminal.generation().artifacts().isEmpty() ? fetch(terminal) : terminal;
    }

    private TrackedGeneration fetch(TrackedGeneration terminal) {
        try {
            ProviderClient client = clients.apply(terminal.origin().connection());
            if (client.descriptor().operations().get() == null) {
                return terminal;
            }
            Generation now =
                    client.get(terminal.generation(), new Cancellation()).generation();
            return now.status() == terminal.generation().status()
                    ? terminal.in(terminal.state(), now, terminal.since())
                    : terminal;
        } catch (RuntimeException e) {
            LOG.info("Generation {} is delivered as it was stored: it could not be read again", terminal.id(), e);
            return terminal;
        }
    }
}
