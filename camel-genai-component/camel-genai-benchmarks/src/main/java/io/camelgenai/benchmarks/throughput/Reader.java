package io.camelgenai.benchmarks.throughput;

/** One way to read a stream of chat completion chunks. */
interface Reader extends AutoCloseable {

    /** Opens the stream, reads it to its end, and returns the number of characters of its text. */
    long read() throws Exception;

    @Override
    default void close() throws Exception {}
}
