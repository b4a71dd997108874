package io.camelgenai.benchmarks.tracking;

import io.camelgenai.benchmarks.measure.MeasuredProcess;
import io.camelgenai.benchmarks.measure.MeasuredProcess.Reply;
import io.camelgenai.benchmarks.server.JobControl;
import io.camelgenai.benchmarks.server.JobControl.Polls;
import io.camelgenai.benchmarks.server.ServerProcess;
import java.io.IOException;

/** A process of its own that tracks generations by polling. */
final class TrackingProcess implements AutoCloseable {

    /**
     * The resources that the process uses while all generations run.
     *
     * @param threads the maximum number of platform threads
     * @param heapBytes live heap per generation beyond its own document
     * @param documentBytes live heap of the document
     * @param pollsPerSecond the rate of polls at the server
     * @param pollMicros processor time of the whole process per poll
     */
    record Footprint(int threads, double heapBytes, double documentBytes, double pollsPerSecond, double pollMicros) {}

    /**
     * When the completions reached the route.
     *
     * @param threads the maximum number of platform threads
     * @param mean the mean time from the completion of the job to the route, in seconds; p50 and p99 likewise
     * @param passed50 the median time from the server's response to the route, in milliseconds; passed99 likewise
     * @param minWait the shortest delay between two polls of one job, in seconds
     */
    record CompletionDelay(
            int threads, double mean, double p50, double p99, double passed50, double passed99, double minWait) {}

    private static final int WARM_UP = 500;
    private static final int GRACE_SECONDS = 30;

    private final MeasuredProcess process = new MeasuredProcess(TrackingMain.class);
    private final JobControl jobs;
    private final int count;
    private final int retryAfter;
    private final double heapBefore;
    private double cpuBefore;
    private long pollsBefore;
    private long start;

    /**
     * Creates the generations, after some others that complete first, so that classes and code do not count as heap of a
     * generation.
     *
     * @param retryAfter the delay between two polls that the server asks for, in seconds
     */
    TrackingProcess(ServerProcess server, int count, int retryAfter) throws IOException {
        this.count = count;
        this.retryAfter = retryAfter;
        JobControl warmUp = new JobControl(server, "warm-up-" + count, 1);
        process.send("open", warmUp.url(), WARM_UP);
        warmUp.complete(1);
        process.send("completions", GRACE_SECONDS);
        jobs = new JobControl(server, "tracked-" + count, retryAfter);
        heapBefore = process.send("open", jobs.url(), count).of("heapBefore");
    }

    int count() {
        return count;
    }

    /** Starts the measurement. */
    void start() throws IOException {
        pollsBefore = jobs.polls().count();
        cpuBefore = process.send("start").of("cpu");
        start = System.nanoTime();
    }

    Footprint footprint() throws IOException {
        long polls = jobs.polls().count() - pollsBefore;
        double seconds = (System.nanoTime() - start) / 1e9;
        Reply reply = process.send("footprint");
        double document = reply.of("document");
        return new Footprint(
                reply.count("threads"),
                (reply.of("heap") - heapBefore) / count - document,
                document,
                polls / seconds,
                (reply.of("cpu") - cpuBefore) / 1e3 / polls);
    }

    /** Completes the jobs, spread over this number of seconds. */
    void complete(int seconds) throws IOException {
        jobs.complete(seconds);
    }

    /**
     * Waits for the completions.
     *
     * @param seconds the time over which they are spread
     */
    CompletionDelay awaitCompletions(int seconds) throws IOException {
        Reply reply = process.send("completions", seconds + 2 * retryAfter + GRACE_SECONDS);
        Polls polls = jobs.polls();
        return new CompletionDelay(
                reply.count("threads"),
                reply.of("late.mean"),
                reply.of("late.p50"),
                reply.of("late.p99"),
                reply.of("passed.p50"),
                reply.of("passed.p99"),
                polls.minDelay());
    }

    @Override
    public void close() {
        process.close();
    }
}
