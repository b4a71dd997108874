package io.camelgenai.sse;

import java.util.List;

/**
 * All that a stream said, from its first byte to its end.
 *
 * @param events the events in order
 * @param retryMillis the reconnection time, or -1
 * @param lastEventId the id for a reconnect
 */
record Reading(List<ServerSentEvent> events, long retryMillis, String lastEventId) {

    static Reading of(Wire wire) {
        Ending ending = Ending.of(wire, 1 << 20);
        if (ending.tooLarge()) {
            throw new AssertionError("An event of the stream is too large");
        }
        return ending.reading();
    }
}
