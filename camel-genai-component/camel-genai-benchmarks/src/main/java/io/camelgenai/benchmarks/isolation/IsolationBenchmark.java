package io.camelgenai.benchmarks.isolation;

import io.camelgenai.benchmarks.isolation.GenAiRoutes.Servers;
import io.camelgenai.benchmarks.measure.Benchmark;
import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Rounds;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.JobControl;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.benchmarks.server.SlowControl;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * {@code isolation}: healthy work beside routes that block, providers that answer late or never, and a suspended consumer,
 * compared with the same work without them; and exchanges that call the component from within. Healthy calls are sent at a
 * fixed rate, and their time is measured from the moment when they were due. The peer is camel-http behind {@code threads()}.
 */
public final class IsolationBenchmark implements Benchmark {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 1;
    private static final List<String> WORK = List.of(
            "genai.blocked.create",
            "genai.blocked.delivery",
            "camel-http.blocked.create",
            "genai.late.get",
            "genai.silent.create",
            "genai.silent.delivery",
            "camel-http.silent.create",
            "genai.suspended.generate");
    private static final List<String> LOADS = List.of(
            "genai.blocked",
            "camel-http.blocked",
            "genai.late",
            "genai.silent",
            "camel-http.silent",
            "genai.suspended");

    @Override
    public Results run(Scale scale, PrintStream out) throws Exception {
        Rounds figures = new Rounds();
        try (ServerProcess jobs = ServerProcess.jobs();
                ServerProcess slow = ServerProcess.slow()) {
            JobControl healthy = new JobControl(jobs, "healthy", 0);
            SlowControl control = new SlowControl(slow);
            control.completeImages(GenAiRoutes.IMAGES);
            for (int round = -scale.of(WARM_UP, 0); round < scale.of(ROUNDS, 1); round++) {
                Servers servers = new Servers(healthy, control, "observed" + round);
                try (IsolationRound one = new IsolationRound(scale, servers, round < 0 ? new Rounds() : figures)) {
                    one.run();
                }
            }
        }
        return report(out, figures, IsolationRound.wait(scale).toMillis());
    }

    private static Results report(PrintStream out, Rounds figures, long late) {
        Results results = new Results("isolation");
        out.printf("%-26s %19s %19s %19s%n", "", "unloaded", "loaded", "ratio");
        out.printf("%-26s %9s %9s %9s %9s %9s %9s%n", "ms", "p50", "p90", "p50", "p90", "p50", "p90");
        for (String work : WORK) {
            work(out, figures, results, work);
        }
        out.printf("%n%-26s %9s%n", "load", "in place");
        for (String load : LOADS) {
            double inPlace = figures.median(load + ".inPlace");
            out.printf(Locale.ROOT, "%-26s %9.0f%n", load, inPlace);
            results.add(load + ".inPlace", inPlace);
        }
        String generate = "genai.late.generate";
        out.printf(
                Locale.ROOT,
                "%ngenerate with the first byte after %d ms: p50 %.0f ms, p90 %.0f ms%n",
                late,
                figures.median(generate + ".p50"),
                figures.median(generate + ".p90"));
        results.add(generate + ".firstByte.millis", late);
        for (String percentile : List.of(".p50", ".p90")) {
            results.add(generate + percentile + ".millis", figures.median(generate + percentile));
            results.add(generate + percentile + ".ratio", figures.median(generate + percentile) / late);
        }
        double finished = figures.sum("genai.nested.finished");
        double started = figures.sum("genai.nested.started");
        out.printf(
                Locale.ROOT,
                "exchanges that call genai again, %d at once: %.0f of %.0f finished%n",
                IsolationRound.NESTED,
                finished,
                started);
        results.add("genai.nested.started", started);
        results.add("genai.nested.finished", finished);
        return results;
    }

    private static void work(PrintStream out, Rounds figures, Results results, String work) {
        String unloaded = work + ".unloaded";
        String loaded = work + ".loaded";
        out.printf(
                Locale.ROOT,
                "%-26s %9.2f %9.2f %9.2f %9.2f %7.2f x %7.2f x%n",
                work,
                figures.median(unloaded + ".p50"),
                figures.median(unloaded + ".p90"),
                figures.median(loaded + ".p50"),
                figures.median(loaded + ".p90"),
                figures.ratio(loaded + ".p50", unloaded + ".p50"),
                figures.ratio(loaded + ".p90", unloaded + ".p90"));
        for (String percentile : List.of(".p50", ".p90")) {
            results.add(unloaded + percentile + ".millis", figures.median(unloaded + percentile));
            results.add(loaded + percentile + ".millis", figures.median(loaded + percentile));
            results.add(work + percentile + ".ratio", figures.ratio(loaded + percentile, unloaded + percentile));
        }
    }
}
