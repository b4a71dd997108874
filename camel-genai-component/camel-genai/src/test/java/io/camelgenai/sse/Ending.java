package io.camelgenai.sse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a stream said, and how it came to its end.
 *
 * @param reading what was read
 * @param tooLarge whether a limit ended it
 * @param unfinished what stood at its end without a blank line, or null
 */
record Ending(Reading reading, boolean tooLarge, ServerSentEvent unfinished) {

    static Ending of(Wire wire, long limit) {
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
        return new Ending(
                new Reading(events, reader.retryMillis(), reader.lastEventId()), tooLarge, reader.unfinished());
    }
}
