package io.camelgenai.benchmarks.tracking;

import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Figures;
import io.camelgenai.benchmarks.measure.Scale;
import java.io.PrintStream;

/** {@code tracking}: {@link Cycles} and {@link Watching}. */
public final class TrackingBenchmark implements Benchmark {

    @Override
    public Figures run(Scale scale, PrintStream out) throws Exception {
        Figures figures = new Figures("tracking");
        new Cycles(scale).run(out, figures);
        new Watching(scale).run(out, figures);
        return figures;
    }
}
