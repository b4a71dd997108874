package io.camelgenai.sse;

import java.io.IOException;

/** An event, or one line of it, exceeds the size limit of the reader. The rest of the stream cannot be read. */
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
