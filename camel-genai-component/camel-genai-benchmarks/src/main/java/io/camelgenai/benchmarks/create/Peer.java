package io.camelgenai.benchmarks.create;

/** One way to send the request. */
interface Peer extends AutoCloseable {

    /** Sends the request once, and reads the response. */
    void call() throws Exception;

    @Override
    void close() throws Exception;
}
