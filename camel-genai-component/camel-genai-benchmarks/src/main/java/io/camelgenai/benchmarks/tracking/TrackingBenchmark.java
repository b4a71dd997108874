package io.camelgenai.benchmarks.tracking;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Scale;
import java.io.PrintStream;

/** {@code tracking}: {@link Cycles}, then {@link PolledGenerations}. */
public final class TrackingBenchmark implements Benchmark {

    @Override
    public Results run(Scale scale, PrintStream out) throws Exception {
        Results results = new Results("tracking");
        new Cycles(scale).run(out, results);
        new PolledGenerations(scale).run(out, results);
        return results;
    }
}
