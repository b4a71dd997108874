package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import java.time.Duration;

/**
 * Hears what becomes of the calls over each connection. It is told on threads that have other work to do, so it has to be
 * quick; and what it throws reaches that work, so it must not throw.
 */
public interface CallListener {

    /** Hears nothing. */
    CallListener NONE = new CallListener() {};

    /** A connection is about to be used for the first time, or in another way than before. */
    default void connected(ConnectionSettings connection) {}

    /** The provider answered a call, or opened a stream. */
    default void succeeded(ConnectionSettings connection) {}

    /** A call failed. One that was ended from our side is none of these. */
    default void failed(ConnectionSettings connection, GenAiException why) {}

    /**
     * A call will be made again.
     *
     * @param why what it ended with
     * @param wait how long that is from now
     */
    default void retrying(ConnectionSettings connection, GenAiException why, Duration wait) {}

    /**
     * A stream brought its first event. One that is opened again after a break is not told of again.
     *
     * @param after how long after its request began
     */
    default void firstEvent(ConnectionSettings connection, Duration after) {}

    /** An open stream ended without its terminal marker, and not from our side. */
    default void streamInterrupted(ConnectionSettings connection, GenAiException why) {}
}
