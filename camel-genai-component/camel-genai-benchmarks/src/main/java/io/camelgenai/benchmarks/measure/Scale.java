package io.camelgenai.benchmarks.measure;

/** How large a benchmark is. */
public enum Scale {
    /** What is measured. */
    FULL,
    /** Seconds: shows that the benchmark still runs. Its figures mean nothing. */
    QUICK;

    /** One of two numbers. */
    public int of(int full, int quick) {
        return this == FULL ? full : quick;
    }
}
