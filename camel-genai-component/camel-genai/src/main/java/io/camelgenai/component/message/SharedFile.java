package io.camelgenai.component.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/** A file and the number of exchanges that have it. Thread-safe. */
final class SharedFile {

    private final FileChannel content;
    private final AtomicInteger owners = new AtomicInteger();

    SharedFile(FileChannel content) {
        this.content = content;
    }

    FileChannel content() {
        return content;
    }

    /** A body of this exchange. The parts of a split belong to the whole, in whose unit of work their bodies may be aggregated. */
    ArtifactFile in(Exchange exchange) {
        owners.incrementAndGet();
        Release release = new Release();
        UnitOfWork whole = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (whole != null && whole.getRoute() != null) {
            whole.addSynchronization(release);
        } else {
            exchange.getExchangeExtension().addOnCompletion(release);
        }
        return new ArtifactFile(this);
    }

    static void close(FileChannel content) {
        try {
            content.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Release extends SynchronizationAdapter {

        /** A caller reads the result after its exchange is done. */
        @Override
        public void onDone(Exchange exchange) {
            boolean isResult = exchange.getPattern().isOutCapable()
                    && isIn(exchange.getMessage().getBody());
            if (owners.decrementAndGet() == 0 && !isResult) {
                close(content);
            }
        }

        private boolean isIn(Object body) {
            if (body instanceof Iterable<?> several) {
                for (Object each : several) {
                    if (isIn(each)) {
                        return true;
                    }
                }
            }
            return body instanceof ArtifactFile file && file.isOf(SharedFile.this);
        }
    }
}
