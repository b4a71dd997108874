package io.camelgenai.benchmarks.streams;

/** Concurrent streams that report their events to {@link Arrivals}. */
interface Streams extends AutoCloseable {

    /** Opens another stream; returns when its first event arrived. Safe for use by several threads. */
    void open() throws Exception;

    @Override
    void close() throws Exception;
}
