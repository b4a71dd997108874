package io.camelgenai.benchmarks.tracking;

import io.camelgenai.benchmarks.measure.Figures;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.benchmarks.tracking.WatchProcess.Lateness;
import io.camelgenai.benchmarks.tracking.WatchProcess.Weight;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * 1,000, 10,000 and 50,000 generations are watched by looks, about 60 s apart: what each weighs, what a look costs, and how
 * late an end is seen. All are watched at the same time, each number in a process of its own.
 */
final class Watching {

    /** With our own jitter of up to a tenth on top, looks are 59.9 s apart in the mean. */
    private static final int RETRY_AFTER = 57;

    private static final double MEAN_WAIT = 1.05;
    private static final int SETTLE_SECONDS = 15;
    private static final int WINDOW_SECONDS = 60;
    private static final int END_SECONDS = 60;

    private final Scale scale;
    private final List<WatchProcess> all = new ArrayList<>();
    private final List<Weight> weights = new ArrayList<>();
    private final List<Lateness> latenesses = new ArrayList<>();

    Watching(Scale scale) {
        this.scale = scale;
    }

    void run(PrintStream out, Figures figures) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.jobs()) {
            for (int count : scale == Scale.FULL ? List.of(1_000, 10_000, 50_000) : List.of(100)) {
                all.add(new WatchProcess(server, count, scale.of(RETRY_AFTER, 1)));
            }
            measure();
        } finally {
            all.forEach(WatchProcess::close);
        }
        print(out);
        for (int i = 0; i < all.size(); i++) {
            add(figures, "watched." + all.get(i).count() + ".", weights.get(i), latenesses.get(i));
        }
    }

    private void measure() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(scale.of(SETTLE_SECONDS, 0));
        for (WatchProcess each : all) {
            each.begin();
        }
        TimeUnit.SECONDS.sleep(scale.of(WINDOW_SECONDS, 2));
        for (WatchProcess each : all) {
            weights.add(each.weigh());
        }
        int spread = scale.of(END_SECONDS, 1);
        for (WatchProcess each : all) {
            each.end(spread);
        }
        for (WatchProcess each : all) {
            latenesses.add(each.awaitEnds(spread));
        }
    }

    private void print(PrintStream out) {
        out.printf(
                "%-10s %9s %9s %22s %14s %9s %15s%n",
                "watched", "threads", "at ends", "heap, kB/generation", "document, kB", "looks/s", "CPU, us/look");
        for (int i = 0; i < all.size(); i++) {
            Weight weight = weights.get(i);
            out.printf(
                    Locale.ROOT,
                    "%-10d %9d %9d %22.2f %14.2f %9.1f %15.0f%n",
                    all.get(i).count(),
                    weight.threads(),
                    latenesses.get(i).threads(),
                    weight.heapBytes() / 1000,
                    weight.documentBytes() / 1000,
                    weight.looksPerSecond(),
                    weight.lookMicros());
        }
        int told = scale.of(RETRY_AFTER, 1);
        out.printf(
                Locale.ROOT,
                "%nTold to wait %d s, looks are %.1f s apart in the mean: ends are expected %.1f s late in the mean.%n",
                told,
                told * MEAN_WAIT,
                told * MEAN_WAIT / 2);
        out.printf(
                "%-10s %14s %8s %8s %25s %8s %18s%n",
                "watched", "late, s: mean", "p50", "p99", "answer to route, ms: p50", "p99", "shortest wait, s");
        for (int i = 0; i < all.size(); i++) {
            Lateness late = latenesses.get(i);
            out.printf(
                    Locale.ROOT,
                    "%-10d %14.2f %8.2f %8.2f %25.2f %8.2f %18.3f%n",
                    all.get(i).count(),
                    late.mean(),
                    late.p50(),
                    late.p99(),
                    late.passed50(),
                    late.passed99(),
                    late.shortest());
        }
    }

    private static void add(Figures figures, String name, Weight weight, Lateness late) {
        figures.add(name + "threads", weight.threads());
        figures.add(name + "threadsAtEnds", late.threads());
        figures.add(name + "heapBytes", weight.heapBytes());
        figures.add(name + "documentBytes", weight.documentBytes());
        figures.add(name + "looksPerSecond", weight.looksPerSecond());
        figures.add(name + "look.micros", weight.lookMicros());
        figures.add(name + "late.mean.seconds", late.mean());
        figures.add(name + "late.p50.seconds", late.p50());
        figures.add(name + "late.p99.seconds", late.p99());
        figures.add(name + "passed.p50.millis", late.passed50());
        figures.add(name + "passed.p99.millis", late.passed99());
        figures.add(name + "shortestWait.seconds", late.shortest());
    }
}
