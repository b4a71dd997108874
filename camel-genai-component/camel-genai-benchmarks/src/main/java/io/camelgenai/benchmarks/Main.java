package io.camelgenai.benchmarks;

import java.util.Map;

/** Runs one benchmark by its name. */
public final class Main {

    /** A benchmark: prints a table, and ends with a line of JSON. */
    interface Benchmark {

        /** Runs it. */
        void run() throws Exception;
    }

    private static final Map<String, Benchmark> BENCHMARKS = Map.of("create", new CreateBenchmark());

    private Main() {}

    /**
     * Runs it.
     *
     * @param args the name of the benchmark
     */
    public static void main(String[] args) throws Exception {
        Benchmark benchmark = args.length == 1 ? BENCHMARKS.get(args[0]) : null;
        if (benchmark == null) {
            System.err.println("Usage: java -jar benchmarks.jar NAME, where NAME is one of " + BENCHMARKS.keySet());
            System.exit(2);
        } else {
            benchmark.run();
        }
    }
}
