package io.camelgenai.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
        ServerSentEventReader reader = wire.reader();
        List<ServerSentEvent> events = new ArrayList<>();
        try {
            for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reading(events, reader.retryMillis(), reader.lastEventId());
    }
}
