package io.camelgenai.simulator.server;

import java.util.Map;

/** The way of an answer to the wire: a head, frames, an end. Faults are put in between here and nowhere else. */
interface Outlet {

    /** Marks a body whose length is not known beforehand. */
    long STREAM = -1;

    /** What becomes of a body that is whole, before its length is stated. */
    byte[] document(byte[] body);

    /** Begins the answer; {@code length} is that of the body, or {@link #STREAM}. */
    void head(int status, Map<String, String> headers, long length);

    /** Sends a part of the body; it may wait for {@link #flush}. */
    void frame(byte[] bytes);

    /** Pushes out what waits. */
    void flush();

    /** Ends the answer; the connection is free for the next request. */
    void end();

    /** False when nothing more that is sent would arrive. */
    boolean isOpen();
}
