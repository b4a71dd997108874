package io.camelgenai.generation;

import java.util.Iterator;

/**
 * The events of one generation, pulled from the provider as they arrive.
 *
 * <p>{@link #next()} waits for the provider and is for use by one thread. {@link #close()} may be called by any thread at any
 * time, and interrupts a wait immediately: {@link #next()} then throws a {@link GenAiException}. The last event is the
 * terminal event, so {@link #hasNext()} never waits: it is true until that event was returned. {@link #next()} throws a
 * {@link GenAiException} as well where the stream was closed before that event, by its reader or with its exchange.
 */
public interface GenerationStream extends Iterator<GenerationEvent>, AutoCloseable {

    /** Closes the connection. This does not cancel the generation. Closing twice has no effect. */
    @Override
    void close();
}
