package io.camelgenai.sse;

import java.util.List;

/**
 * The content of a stream.
 *
 * @param events the events in order
 * @param retryMillis the reconnection time in milliseconds, or -1
 * @param lastEventId the id for a reconnect
 */
record Reading(List<ServerSentEvent> events, long retryMillis, String lastEventId) {

    static Reading of(Wire wire) {
        StreamResult result = StreamResult.of(wire, 1 << 20);
        if (result.tooLarge()) {
            throw new AssertionError("An event of the stream is too large");
        }
        return result.reading();
    }
}
