package io.camelgenai.benchmarks.measure;

import java.io.PrintStream;

/** Compares the component with its peers. */
public interface Benchmark {

    /**
     * Runs the benchmark, and prints a table.
     *
     * @throws IllegalStateException when a peer did not do the work that was measured
     */
    Results run(Scale scale, PrintStream out) throws Exception;
}
