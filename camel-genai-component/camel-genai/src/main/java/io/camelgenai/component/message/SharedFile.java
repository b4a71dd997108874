package io.camelgenai.component.message;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file and the number of exchanges that have it. It is deleted at the latest when nothing refers to it. Thread-safe. */
final class SharedFile {

    private static final Logger LOG = LoggerFactory.getLogger(SharedFile.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final Path path;
    private final AtomicInteger owners = new AtomicInteger();

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

    /** A body of this exchange. The parts of a split belong to the whole, in whose unit of work their bodies may be aggregated. */
    ArtifactFile in(Exchange exchange) {
        owners.incrementAndGet();
        ArtifactFile body = new ArtifactFile(this);
        Release release = new Release(body);
        UnitOfWork whole = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (whole != null && whole.getRoute() != null) {
            whole.addSynchronization(release);
        } else {
            exchange.getExchangeExtension().addOnCompletion(release);
        }
        return body;
    }

    /** The end of an exchange that has the file. */
    private final class Release extends SynchronizationAdapter {

        private final ArtifactFile body;

        Release(ArtifactFile body) {
            this.body = body;
        }

        /** A caller reads the result after its exchange is done. */
        @Override
        public void onDone(Exchange exchange) {
            boolean isResult = exchange.getPattern().isOutCapable()
                    && isIn(exchange.getMessage().getBody());
            if (owners.decrementAndGet() == 0 && !isResult) {
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

        private boolean isIn(Object content) {
            if (content instanceof Iterable<?> several) {
                for (Object each : several) {
                    if (isIn(each)) {
                        return true;
                    }
                }
            }
            return content instanceof ArtifactFile file && file.isOf(SharedFile.this);
        }
    }
}
