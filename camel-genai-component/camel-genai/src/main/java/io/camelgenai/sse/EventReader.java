package io.camelgenai.sse;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the events of one stream. It does not close the source. For use by one thread. */
public interface EventReader {

    /**
     * Waits for the next event.
     *
     * @return the event, or null at the end of the stream
     * @throws EventTooLargeException when a limit is exceeded
     * @throws IOException when the source fails
     */
    @Nullable
    ServerSentEvent next() throws IOException;

    /** The event that the end of the stream interrupted, or null. */
    default @Nullable ServerSentEvent unfinished() {
        return null;
    }

    /** The reconnection time that the stream set last, in milliseconds, or -1 when it set none. */
    default long retryMillis() {
        return -1;
    }
}
