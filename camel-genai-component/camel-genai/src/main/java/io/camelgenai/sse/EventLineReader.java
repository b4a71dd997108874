package io.camelgenai.sse;

import java.io.IOException;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream in which each line is the data of one event, as in newline-delimited JSON. Blank lines are skipped; the last
 * line may lack its end.
 */
public final class EventLineReader implements EventReader {

    private final LineReader lines;
    private boolean ended;

    /** @param maxEventBytes the maximum size of a line in bytes; more is an {@link EventTooLargeException} */
    public EventLineReader(BufferedSource source, long maxEventBytes) {
        this.lines = new LineReader(source, maxEventBytes);
    }

    @Override
    public @Nullable ServerSentEvent next() throws IOException {
        while (!ended) {
            ended = !lines.next();
            String line = lines.text(0).strip();
            if (!line.isEmpty()) {
                return new ServerSentEvent("", ServerSentEvent.DEFAULT_EVENT, line);
            }
        }
        return null;
    }
}
