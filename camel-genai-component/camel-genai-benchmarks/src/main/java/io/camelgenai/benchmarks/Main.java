package io.camelgenai.benchmarks;

import io.camelgenai.benchmarks.create.CreateBenchmark;
import io.camelgenai.benchmarks.fanin.FanInBenchmark;
import io.camelgenai.benchmarks.isolation.IsolationBenchmark;
import io.camelgenai.benchmarks.latency.LatencyBenchmark;
import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.throughput.ThroughputBenchmark;
import io.camelgenai.benchmarks.tracking.TrackingBenchmark;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Runs one benchmark by its name. It prints a table, and a last line of JSON with every result. */
public final class Main {

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "create",
            new CreateBenchmark(),
            "throughput",
            new ThroughputBenchmark(),
            "latency",
            new LatencyBenchmark(),
            "fan-in",
            new FanInBenchmark(),
            "tracking",
            new TrackingBenchmark(),
            "isolation",
            new IsolationBenchmark()));

    private Main() {}

    /**
     * Runs a benchmark.
     *
     * @param args the name of the benchmark, and {@code quick} for a run that only checks that it works
     */
    public static void main(String[] args) throws Exception {
        if (!run(System.out, args)) {
            System.err.println(
                    "Usage: java -jar benchmarks.jar NAME [quick], where NAME is one of " + BENCHMARKS.keySet());
            System.exit(2);
        }
        // Threads that a peer leaves behind must not keep the process alive.
        System.exit(0);
    }

    /** Returns false when there is no such benchmark. */
    static boolean run(PrintStream out, String... args) throws Exception {
        boolean quick = args.length == 2 && args[1].equals("quick");
        Benchmark benchmark = args.length == 1 || quick ? BENCHMARKS.get(args[0]) : null;
        if (benchmark == null) {
            return false;
        }
        out.println(benchmark.run(quick ? Scale.QUICK : Scale.FULL, out).json());
        return true;
    }
}
