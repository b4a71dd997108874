package io.camelgenai.benchmarks.tracking;

import io.camelgenai.benchmarks.measure.Results;
import io.camelgenai.benchmarks.measure.Scale;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.benchmarks.tracking.TrackingProcess.CompletionDelay;
import io.camelgenai.benchmarks.tracking.TrackingProcess.Footprint;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tracks 1,000, 10,000 and 50,000 generations by polling, about every 60 s: heap per generation, CPU per poll, and the delay
 * until a completion is seen. All are tracked concurrently, each number in its own process.
 */
final class PolledGenerations {

    /** With the component's jitter of up to a tenth on top, polls are 59.9 s apart in the mean. */
    private static final int RETRY_AFTER = 57;

    private static final double MEAN_JITTER = 1.05;
    private static final int WARM_UP_SECONDS = 15;
    private static final int WINDOW_SECONDS = 60;
    private static final int COMPLETION_SECONDS = 60;

    private final Scale scale;
    private final List<TrackingProcess> processes = new ArrayList<>();
    private final List<Footprint> footprints = new ArrayList<>();
    private final List<CompletionDelay> delays = new ArrayList<>();

    PolledGenerations(Scale scale) {
        this.scale = scale;
    }

    void run(PrintStream out, Results results) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.jobs()) {
            for (int count : scale == Scale.FULL ? List.of(1_000, 10_000, 50_000) : List.of(100)) {
                processes.add(new TrackingProcess(server, count, scale.of(RETRY_AFTER, 1)));
            }
            measure();
        } finally {
            processes.forEach(TrackingProcess::close);
        }
        printFootprints(out);
        printDelays(out);
        for (int i = 0; i < processes.size(); i++) {
            add(results, "tracked." + processes.get(i).count() + ".", footprints.get(i), delays.get(i));
        }
    }

    private void measure() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(scale.of(WARM_UP_SECONDS, 0));
        for (TrackingProcess process : processes) {
            process.start();
        }
        TimeUnit.SECONDS.sleep(scale.of(WINDOW_SECONDS, 2));
        for (TrackingProcess process : processes) {
            footprints.add(process.footprint());
        }
        int spread = scale.of(COMPLETION_SECONDS, 1);
        for (TrackingProcess process : processes) {
            process.complete(spread);
        }
        for (TrackingProcess process : processes) {
            delays.add(process.awaitCompletions(spread));
        }
    }

    private void printFootprints(PrintStream out) {
        out.printf(
                "%-10s %9s %14s %22s %14s %9s %15s%n",
                "tracked",
                "threads",
                "at completion",
                "heap, kB/generation",
                "document, kB",
                "polls/s",
                "CPU, us/poll");
        for (int i = 0; i < processes.size(); i++) {
            Footprint footprint = footprints.get(i);
            out.printf(
                    Locale.ROOT,
                    "%-10d %9d %14d %22.2f %14.2f %9.1f %15.0f%n",
                    processes.get(i).count(),
                    footprint.threads(),
                    delays.get(i).threads(),
                    footprint.heapBytes() / 1000,
                    footprint.documentBytes() / 1000,
                    footprint.pollsPerSecond(),
                    footprint.pollMicros());
        }
    }

    private void printDelays(PrintStream out) {
        int retryAfter = scale.of(RETRY_AFTER, 1);
        out.printf(
                Locale.ROOT,
                "%nThe server asks for a delay of %d s, so polls are %.1f s apart in the mean,"
                        + " and completions are expected %.1f s late in the mean.%n",
                retryAfter,
                retryAfter * MEAN_JITTER,
                retryAfter * MEAN_JITTER / 2);
        out.printf(
                "%-10s %14s %8s %8s %27s %8s %12s%n",
                "tracked", "late, s: mean", "p50", "p99", "response to route, ms: p50", "p99", "min wait, s");
        for (int i = 0; i < processes.size(); i++) {
            CompletionDelay delay = delays.get(i);
            out.printf(
                    Locale.ROOT,
                    "%-10d %14.2f %8.2f %8.2f %27.2f %8.2f %12.3f%n",
                    processes.get(i).count(),
                    delay.mean(),
                    delay.p50(),
                    delay.p99(),
                    delay.passed50(),
                    delay.passed99(),
                    delay.minWait());
        }
    }

    private static void add(Results results, String prefix, Footprint footprint, CompletionDelay delay) {
        results.add(prefix + "threads", footprint.threads());
        results.add(prefix + "threadsAtCompletion", delay.threads());
        results.add(prefix + "heapBytes", footprint.heapBytes());
        results.add(prefix + "documentBytes", footprint.documentBytes());
        results.add(prefix + "pollsPerSecond", footprint.pollsPerSecond());
        results.add(prefix + "poll.micros", footprint.pollMicros());
        results.add(prefix + "late.mean.seconds", delay.mean());
        results.add(prefix + "late.p50.seconds", delay.p50());
        results.add(prefix + "late.p99.seconds", delay.p99());
        results.add(prefix + "passed.p50.millis", delay.passed50());
        results.add(prefix + "passed.p99.millis", delay.passed99());
        results.add(prefix + "minWait.seconds", delay.minWait());
    }
}
