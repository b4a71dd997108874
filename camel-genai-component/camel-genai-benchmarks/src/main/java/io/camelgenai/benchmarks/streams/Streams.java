package io.camelgenai.benchmarks.streams;

/** Streams that are open at the same time, and tell {@link Arrivals} of their events. */
interface Streams extends AutoCloseable {

    /** Opens one more; returns when its first event was there. May be called by several threads. */
    void open() throws Exception;

    @Override
    void close() throws Exception;
}
