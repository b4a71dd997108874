package io.camelgenai.generation;

import java.util.Iterator;

/**
 * The events of one generation, pulled from the provider as they arrive.
 *
 * <p>{@link #hasNext()} and {@link #next()} wait for the provider, so they belong to one reading thread; {@link #close()}
 * may be called from any thread, at any time, and ends a wait at once. The last event is a terminal one.
 */
public interface GenerationStream extends Iterator<GenerationEvent>, AutoCloseable {

    /** Closes the connection. The generation is not canceled by it. Closing twice does nothing. */
    @Override
    void close();
}
