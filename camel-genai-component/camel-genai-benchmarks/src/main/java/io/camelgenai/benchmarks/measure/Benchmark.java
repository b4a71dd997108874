package io.camelgenai.benchmarks.measure;

import java.io.PrintStream;

/** Measures this component beside its peers. */
public interface Benchmark {

    /**
     * Runs it, and prints a table.
     *
     * @throws IllegalStateException when a peer did not do the work it was measured by
     */
    Figures run(Scale scale, PrintStream out) throws Exception;
}
