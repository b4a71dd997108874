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
 * A stream that was closed before its terminal event is never taken for one that has no events: reading it throws, each time.
 */
final class RoutedStream implements GenerationStream, Closeable {

    private final Observation events;
    private final Exchange exchange;
    private volatile boolean finished;
    private volatile boolean closed;
    private volatile boolean exchangeDone;

    RoutedStream(Observation events, Exchange exchange) {
        this.events = events;
        this.exchange = exchange;
    }

    /** Never waits: the last event is always a terminal one. */
    @Override
    public boolean hasNext() {
        return !finished && (exchangeDone || !exchange.isFailed());
    }

    @Override
    public GenerationEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The generation has no further event");
        }
        if (closed) {
            throw closedEarly();
        }
        GenerationEvent event = advance();
        if (event.isTerminal()) {
            finish();
        }
        return event;
    }

    private GenerationEvent advance() {
        try {
            if (events.hasNext()) {
                return events.next();
            }
        } catch (RuntimeException e) {
            finish();
            throw e;
        }
        throw closedEarly();
    }

    private void finish() {
        finished = true;
        close();
    }

    private GenAiException closedEarly() {
        Generation known = events.current();
        String when = exchangeDone
                ? " was closed with the exchange that opened it. Read it within that exchange: recipientList, multicast,"
                        + " wireTap and circuitBreaker send exchanges of their own, which end before the route continues"
                : " was closed before its terminal event arrived";
        return new GenAiException(
                "The stream of generation " + known.id() + " of " + known.provider() + when,
                Where.generation(known.provider(), known.id()),
                null);
    }

    @Override
    public void close() {
        closed = true;
        events.close();
    }

    /** Closes the stream because the exchange that opened it is done. */
    void exchangeDone() {
        exchangeDone = true;
        close();
    }
}
