package io.camelgenai.benchmarks.isolation;

/** The routes of one peer: healthy ones, and those that bring load. All calls return when their exchange has finished. */
interface Routes extends AutoCloseable {

    /** A create of a healthy route. */
    void create(long startedAt) throws Exception;

    /** A create of a route whose next step blocks at the gate. */
    void block(long startedAt) throws Exception;

    /** A create at a provider that never answers. Returns when that has failed. */
    void createSilently(long startedAt);

    /** Where {@link #block} blocks. */
    Gate gate();

    @Override
    void close() throws Exception;
}
