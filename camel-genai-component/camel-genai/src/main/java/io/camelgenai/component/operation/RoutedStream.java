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
 * The stream as a route has it.
 *
 * <p>Camel's splitter asks whether another event follows before it routes the one that it has. Waiting for the provider
 * there would hold every event back until the next one. When a part fails and it stops, it reads all that is left in order
 * to release it, and that could take as long as the generation; so nothing follows in an exchange that has failed.
 */
final class RoutedStream implements GenerationStream, Closeable {

    private final Observation events;
    private final Exchange exchange;
    private volatile boolean finished;

    RoutedStream(Observation events, Exchange exchange) {
        this.events = events;
        this.exchange = exchange;
    }

    /** Known without a wait, since the last event is a terminal one. */
    @Override
    public boolean hasNext() {
        return !finished && !exchange.isFailed();
    }

    @Override
    public GenerationEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The generation has no further event");
        }
        boolean goesOn = false;
        try {
            if (!events.hasNext()) {
                throw closed();
            }
            GenerationEvent event = events.next();
            goesOn = !event.isTerminal();
            return event;
        } finally {
            if (!goesOn) {
                close();
            }
        }
    }

    private GenAiException closed() {
        Generation known = events.current();
        return new GenAiException(
                "The stream of generation " + known.id() + " of " + known.provider()
                        + " was closed while its next event was waited for",
                Where.generation(known.provider(), known.id()),
                null);
    }

    @Override
    public void close() {
        finished = true;
        events.close();
    }
}
