package io.camelgenai.generation;

import java.util.Iterator;

/**
 * The events of one generation, pulled from the provider as they arrive.
 *
 * <p>{@link #next()} waits for the provider, so reading belongs to one thread; {@link #close()} may be called from any
 * thread, at any time, and ends a wait at once. The last event is a terminal one, so a route's {@link #hasNext()} tells
 * without a wait: true until that event was given. Where the stream is closed during a wait for an event, {@link #next()}
 * throws a {@link GenAiException}.
 */
public interface GenerationStream extends Iterator<GenerationEvent>, AutoCloseable {

    /** Closes the connection. The generation is not canceled by it. Closing twice does nothing. */
    @Override
    void close();
}
