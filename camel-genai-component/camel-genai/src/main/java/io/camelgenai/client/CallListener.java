package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import java.time.Duration;

/**
 * Receives the outcome of the calls over each connection. Its methods are called on threads that have other work to do: they
 * must be quick and must not throw.
 */
public interface CallListener {

    CallListener NONE = new CallListener() {};

    /** A connection is about to be used for the first time, or with changed settings. */
    default void connected(ConnectionSettings connection) {}

    /** The provider answered a call, or opened a stream. */
    default void succeeded(ConnectionSettings connection) {}

    /** A call failed, and was not canceled from our side. */
    default void failed(ConnectionSettings connection, GenAiException failure) {}

    /**
     * A failed call will be retried.
     *
     * @param delay how long after this moment
     */
    default void retrying(ConnectionSettings connection, GenAiException failure, Duration delay) {}

    /**
     * A stream brought its first event. The first event after a reconnect does not count.
     *
     * @param latency the time since its request began
     */
    default void firstEvent(ConnectionSettings connection, Duration latency) {}

    /** An open stream was interrupted: it ended without its terminal marker, and was not closed from our side. */
    default void streamInterrupted(ConnectionSettings connection, GenAiException failure) {}

    /**
     * A webhook arrived.
     *
     * @param outcome {@code accepted}, or the last word of the code with which it was refused
     */
    default void webhook(ConnectionSettings connection, String outcome) {}
}
