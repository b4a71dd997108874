package io.camelgenai.benchmarks.measure;

/** The scale of a benchmark. */
public enum Scale {
    /** A measurement. */
    FULL,
    /** A few seconds, to check that the benchmark works. Its results have no meaning. */
    QUICK;

    /** The number for this scale. */
    public int of(int full, int quick) {
        return this == FULL ? full : quick;
    }
}
