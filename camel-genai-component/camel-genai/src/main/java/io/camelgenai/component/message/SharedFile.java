package io.camelgenai.component.message;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file and the number of exchanges that have it. It is deleted at the latest when nothing refers to it. Thread-safe. */
final class SharedFile {

    private static final Logger LOG = LoggerFactory.getLogger(SharedFile.class);
    private static final Cleaner CLEANER = Cleaner.create();

    /** A list of exchanges is as deep as results are. */
    private static final int MAX_DEPTH = 3;

    private final Path path;
    private final AtomicInteger owners = new AtomicInteger();

    /** Whether a caller has received it as a result, and reads it when it likes. */
    private volatile boolean hasReader;

    private SharedFile(Path path) {
        this.path = path;
    }

    static SharedFile of(Path path) {
        SharedFile file = new SharedFile(path);
        CLEANER.register(file, () -> delete(path));
        return file;
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The temporary file {} of a download could not be deleted", path, e);
        }
    }

    Path path() {
        return path;
    }

    /** A body of this exchange. The parts of a split belong to the whole, too, in whose unit of work their bodies may be aggregated. */
    ArtifactFile in(Exchange exchange) {
        ArtifactFile body = new ArtifactFile(this, path.toFile().length());
        UnitOfWork whole = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        boolean isPart = whole != null && whole.getRoute() != null;
        if (whole != null && isPart) {
            owners.incrementAndGet();
            whole.addSynchronization(new Release(body, true));
        }
        owners.incrementAndGet();
        exchange.getExchangeExtension().addOnCompletion(new Release(body, !isPart));
        return body;
    }

    /** The end of an exchange that has the file. */
    private final class Release extends SynchronizationAdapter {

        private final ArtifactFile body;
        private final boolean hasCaller;

        /** @param hasCaller whether a caller may wait for the result of the exchange */
        Release(ArtifactFile body, boolean hasCaller) {
            this.body = body;
            this.hasCaller = hasCaller;
        }

        /** A caller reads the result after its exchange is done. */
        @Override
        public void onDone(Exchange exchange) {
            if (hasCaller
                    && exchange.getPattern().isOutCapable()
                    && isIn(exchange.getMessage().getBody(), MAX_DEPTH)) {
                hasReader = true;
            }
            if (owners.decrementAndGet() == 0 && !hasReader) {
                close();
                delete(path);
            }
        }

        private void close() {
            try {
                body.close();
            } catch (IOException e) {
                LOG.debug("The temporary file {} of a download could not be closed", path, e);
            }
        }

        private boolean isIn(@Nullable Object content, int depth) {
            if (content instanceof ArtifactFile file) {
                return file.isOf(SharedFile.this);
            }
            if (depth == 0) {
                return false;
            }
            if (content instanceof Exchange exchange) {
                return isIn(exchange.getMessage(), depth);
            }
            if (content instanceof Message message) {
                return isIn(message.getBody(), depth - 1);
            }
            Collection<?> several = content instanceof Map<?, ?> map
                    ? map.values()
                    : content instanceof Collection<?> collection ? collection : List.of();
            return several.stream().anyMatch(each -> isIn(each, depth - 1));
        }
    }
}
