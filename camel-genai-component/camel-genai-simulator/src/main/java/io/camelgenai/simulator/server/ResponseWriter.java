package io.camelgenai.simulator.server;

import java.util.Map;

/** Writes a response: head, frames, end. Faults are injected between two writers and nowhere else. */
interface ResponseWriter {

    /** The length of a body that is not known in advance. */
    long STREAM = -1;

    /** Returns the complete body to send, before its length is stated. */
    byte[] document(byte[] body);

    /** Writes the head; {@code length} is that of the body, or {@link #STREAM}. */
    void head(int status, Map<String, String> headers, long length);

    /** Writes a part of the body, which may wait for {@link #flush}. */
    void frame(byte[] bytes);

    /** Sends what was written. */
    void flush();

    /** Ends the response; the connection is free for the next request. */
    void end();

    /** Returns whether further frames can reach the client. */
    boolean isOpen();
}
