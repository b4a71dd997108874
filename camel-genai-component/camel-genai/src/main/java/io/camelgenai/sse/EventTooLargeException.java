package io.camelgenai.sse;

import java.io.IOException;

/** One event, or one line of it, is larger than the reader was told to hold. The stream can not be read on. */
public final class EventTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long maxEventBytes;

    EventTooLargeException(long maxEventBytes) {
        super("An event of the stream is larger than " + maxEventBytes + " bytes");
        this.maxEventBytes = maxEventBytes;
    }

    /** The limit that was exceeded, in bytes. */
    public long maxEventBytes() {
        return maxEventBytes;
    }
}
