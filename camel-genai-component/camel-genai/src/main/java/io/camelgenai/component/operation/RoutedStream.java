package io.camelgenai.component.operation;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.tracking.observe.Observation;
import java.io.Closeable;
import java.util.NoSuchElementException;
import org.apache.camel.Exchange;

/**
 * The stream as a route reads it.
 *
 * <p>Camel's splitter calls {@link #hasNext} before it routes the event that it has: waiting for the provider there would
 * delay every event until the next one arrives. A splitter that stops because a part failed reads all remaining events in
 * order to release them, which could take as long as the generation: {@code hasNext} is false in an exchange that failed.
 */
final class RoutedStream implements GenerationStream, Closeable {

    private final Observation events;
    private final Exchange exchange;
    private volatile boolean finished;

    RoutedStream(Observation events, Exchange exchange) {
        this.events = events;
        this.exchange = exchange;
    }

    /** Never waits: the last event is always a terminal one. */
    @Override
    public boolean hasNext() {
        return !finished && !exchange.isFailed();
    }

    @Override
    public GenerationEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The generation has no further event");
        }
        boolean more = false;
        try {
            if (!events.hasNext()) {
                throw closed();
            }
            GenerationEvent event = events.next();
            more = !event.isTerminal();
            return event;
        } finally {
            if (!more) {
                close();
            }
        }
    }

    private GenAiException closed() {
        Generation known = events.current();
        return new GenAiException(
                "The stream of generation " + known.id() + " of " + known.provider()
                        + " was closed before its terminal event arrived",
                Where.generation(known.provider(), known.id()),
                null);
    }

    @Override
    public void close() {
        finished = true;
        events.close();
    }
}
