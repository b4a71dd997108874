package io.camelgenai.benchmarks.streams;

import io.camelgenai.benchmarks.measure.MeasuredProcess;
import io.camelgenai.benchmarks.measure.MeasuredProcess.Answer;
import io.camelgenai.benchmarks.server.FrameControl;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.benchmarks.streams.StreamsMain.Peer;
import java.io.IOException;

/**
 * Streams of one peer, in a process of their own with 512 MB of heap: what it takes of memory, threads and processor is
 * theirs alone. They stay open between rounds.
 */
public final class StreamsProcess implements AutoCloseable {

    /**
     * What came in a while.
     *
     * @param lost events that did not come, or not in their turn
     * @param cpuMicros processor time of the whole process for each event
     * @param p50 from the write to the reader, in microseconds; and so on
     */
    public record Window(int lost, double cpuMicros, double p50, double p99, double p999) {}

    /**
     * What they take.
     *
     * @param heapBytes live heap of each stream
     * @param threads the most platform threads at a time since they were open
     */
    public record Weight(double heapBytes, int threads) {}

    private static final int WARM_UP_STREAMS = 50;
    private static final int WARM_UP_PER_SECOND = 100;

    private final MeasuredProcess process;
    private final FrameControl control;
    private final int streams;
    private final double heapBefore;

    /**
     * Opens them, after some others that are closed again, so that classes and code are not taken for what a stream weighs.
     *
     * @param group a name that no other streams on this server have
     */
    public StreamsProcess(ServerProcess server, String group, Peer peer, int streams) throws IOException {
        this.streams = streams;
        process = new MeasuredProcess(StreamsMain.class, peer.name());
        FrameControl warmUp = new FrameControl(server, group + "-warm-up");
        int before = Math.min(streams, WARM_UP_STREAMS);
        process.order("open", warmUp.url(), before);
        window(warmUp, before, WARM_UP_PER_SECOND, WARM_UP_PER_SECOND);
        end(warmUp, before);
        control = new FrameControl(server, group);
        heapBefore = process.order("open", control.url(), streams).of("heapBefore");
    }

    /** Lets so many events a second come down each stream, and so many in all, and waits for them. */
    public Window window(int perSecond, int events) throws IOException {
        return window(control, streams, perSecond, events);
    }

    private Window window(FrameControl from, int count, int perSecond, int events) throws IOException {
        int expected = count * events;
        double cpu = process.order("expect", expected).of("cpu");
        from.run(perSecond, events);
        Answer seen = process.order("events", events / perSecond + 1);
        return new Window(
                seen.count("lost"),
                (seen.of("cpu") - cpu) / 1e3 / expected,
                seen.of("p50"),
                seen.of("p99"),
                seen.of("p99.9"));
    }

    /** What they take while they are open. */
    public Weight weigh() throws IOException {
        Answer seen = process.order("weigh");
        return new Weight((seen.of("heap") - heapBefore) / streams, seen.count("threads"));
    }

    /** Keeps them from being taken for dead while nothing comes. */
    public void ping() throws IOException {
        control.ping();
    }

    /**
     * Lets them end.
     *
     * @throws IllegalStateException when not all are seen to be complete
     */
    public void end() throws IOException {
        end(control, streams);
    }

    private void end(FrameControl from, int count) throws IOException {
        from.end();
        double completed = process.order("completed", count).of("completed");
        if (completed != count) {
            throw new IllegalStateException("Of " + count + " streams, " + completed + " were completed");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
