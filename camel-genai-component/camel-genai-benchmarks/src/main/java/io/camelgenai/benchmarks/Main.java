package io.camelgenai.benchmarks;

import io.camelgenai.benchmarks.create.CreateBenchmark;
import io.camelgenai.benchmarks.fanin.FanInBenchmark;
import io.camelgenai.benchmarks.latency.LatencyBenchmark;
import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.throughput.ThroughputBenchmark;
import io.camelgenai.benchmarks.tracking.TrackingBenchmark;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Runs one benchmark by its name: a table, and a last line of JSON that holds every figure. */
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
            new TrackingBenchmark()));

    private Main() {}

    /**
     * Runs it.
     *
     * @param args the name of the benchmark, and {@code quick} for one that is only tried
     */
    public static void main(String[] args) throws Exception {
        if (!run(System.out, args)) {
            System.err.println(
                    "Usage: java -jar benchmarks.jar NAME [quick], where NAME is one of " + BENCHMARKS.keySet());
            System.exit(2);
        }
        // What a peer leaves running does not hold the process.
        System.exit(0);
    }

    /** False when there is no such benchmark. */
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
