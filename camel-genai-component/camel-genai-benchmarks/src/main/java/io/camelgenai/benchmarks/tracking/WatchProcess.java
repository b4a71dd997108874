package io.camelgenai.benchmarks.tracking;

import io.camelgenai.benchmarks.measure.MeasuredProcess;
import io.camelgenai.benchmarks.measure.MeasuredProcess.Answer;
import io.camelgenai.benchmarks.server.JobControl;
import io.camelgenai.benchmarks.server.JobControl.Looks;
import io.camelgenai.benchmarks.server.ServerProcess;
import java.io.IOException;

/** Generations under watch, in a process of their own. */
final class WatchProcess implements AutoCloseable {

    /**
     * What they took while all of them ran.
     *
     * @param threads the most platform threads at a time
     * @param heapBytes live heap of each generation beyond its own document
     * @param documentBytes live heap of its own document
     * @param looksPerSecond how often the server was asked
     * @param lookMicros processor time of the whole process for each look
     */
    record Weight(int threads, double heapBytes, double documentBytes, double looksPerSecond, double lookMicros) {}

    /**
     * How their ends came.
     *
     * @param threads the most platform threads at a time
     * @param mean how long after the job was done its end was with the route, in seconds; p50 and p99 likewise
     * @param passed50 how long it took from the server's answer to the route, in milliseconds; passed99 likewise
     * @param shortest the shortest time between two looks at one job, in seconds
     */
    record Lateness(
            int threads, double mean, double p50, double p99, double passed50, double passed99, double shortest) {}

    private static final int WARM_UP = 500;
    private static final int PATIENCE_SECONDS = 30;

    private final MeasuredProcess process = new MeasuredProcess(WatchMain.class);
    private final JobControl jobs;
    private final int count;
    private final int retryAfter;
    private final double heapBefore;
    private double cpuBefore;
    private long looksBefore;
    private long begun;

    /**
     * Has them created, after some others that have ended, so that classes and code are not taken for what they weigh.
     *
     * @param retryAfter how many seconds the server asks to wait between two looks
     */
    WatchProcess(ServerProcess server, int count, int retryAfter) throws IOException {
        this.count = count;
        this.retryAfter = retryAfter;
        JobControl others = new JobControl(server, "warm-up-" + count, 1);
        process.order("open", others.url(), WARM_UP);
        others.end(1);
        process.order("ends", PATIENCE_SECONDS);
        jobs = new JobControl(server, "watched-" + count, retryAfter);
        heapBefore = process.order("open", jobs.url(), count).of("heapBefore");
    }

    int count() {
        return count;
    }

    /** From now on it counts. */
    void begin() throws IOException {
        looksBefore = jobs.looks().count();
        cpuBefore = process.order("begin").of("cpu");
        begun = System.nanoTime();
    }

    Weight weigh() throws IOException {
        long looks = jobs.looks().count() - looksBefore;
        double seconds = (System.nanoTime() - begun) / 1e9;
        Answer seen = process.order("weigh");
        double document = seen.of("document");
        return new Weight(
                seen.count("threads"),
                (seen.of("heap") - heapBefore) / count - document,
                document,
                looks / seconds,
                (seen.of("cpu") - cpuBefore) / 1e3 / looks);
    }

    /** Lets the jobs be done, spread over so many seconds. */
    void end(int seconds) throws IOException {
        jobs.end(seconds);
    }

    /**
     * Waits for their ends.
     *
     * @param seconds over how many they were spread
     */
    Lateness awaitEnds(int seconds) throws IOException {
        Answer seen = process.order("ends", seconds + 2 * retryAfter + PATIENCE_SECONDS);
        Looks looks = jobs.looks();
        return new Lateness(
                seen.count("threads"),
                seen.of("late.mean"),
                seen.of("late.p50"),
                seen.of("late.p99"),
                seen.of("passed.p50"),
                seen.of("passed.p99"),
                looks.shortest());
    }

    @Override
    public void close() {
        process.close();
    }
}
