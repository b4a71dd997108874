package io.camelgenai.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a stream, and how reading it ended.
 *
 * @param reading the content
 * @param tooLarge whether an event exceeded the limit
 * @param unfinished the event at the end without a blank line, or null
 */
record StreamResult(Reading reading, boolean tooLarge, ServerSentEvent unfinished) {

    static StreamResult of(Wire wire, long limit) {
        ServerSentEventReader reader = wire.reader(limit);
        List<ServerSentEvent> events = new ArrayList<>();
        boolean tooLarge = false;
        try {
            for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
        } catch (EventTooLargeException e) {
            tooLarge = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StreamResult(
                new Reading(events, reader.retryMillis(), reader.lastEventId()), tooLarge, reader.unfinished());
    }
}
