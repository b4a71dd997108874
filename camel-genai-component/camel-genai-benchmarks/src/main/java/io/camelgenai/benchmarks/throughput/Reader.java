package io.camelgenai.benchmarks.throughput;

/** One way to read a stream of chat completion chunks. */
interface Reader extends AutoCloseable {

    /** Opens the stream, reads it to its end, and gives how many characters of text it held. */
    long read() throws Exception;

    @Override
    default void close() throws Exception {}
}
