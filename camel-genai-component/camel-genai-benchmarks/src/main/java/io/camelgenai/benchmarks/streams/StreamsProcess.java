package io.camelgenai.benchmarks.streams;

import io.camelgenai.benchmarks.measure.MeasuredProcess;
import io.camelgenai.benchmarks.measure.MeasuredProcess.Reply;
import io.camelgenai.benchmarks.server.FrameControl;
import io.camelgenai.benchmarks.server.ServerProcess;
import io.camelgenai.benchmarks.streams.StreamsMain.Peer;
import java.io.IOException;

/**
 * Streams of one peer, in their own process with 512 MB of heap, so that memory, threads and processor time belong to them
 * alone. They stay open between rounds.
 */
public final class StreamsProcess implements AutoCloseable {

    /**
     * The events of a window.
     *
     * @param lost the number of events that are missing, or arrived out of order
     * @param cpuMicros processor time of the whole process per event
     * @param p50 the median time from the write to the reader, in microseconds; likewise p99 and p999
     */
    public record Window(int lost, double cpuMicros, double p50, double p99, double p999) {}

    /**
     * The resources that the streams use.
     *
     * @param heapBytes live heap per stream
     * @param threads the maximum number of platform threads since the streams were opened
     */
    public record Footprint(double heapBytes, int threads) {}

    private static final int WARM_UP_STREAMS = 50;
    private static final int WARM_UP_PER_SECOND = 100;

    private final MeasuredProcess process;
    private final FrameControl control;
    private final int streams;
    private final double heapBefore;

    /**
     * Opens the streams, after some others that are closed again, so that classes and code do not count as heap of a stream.
     *
     * @param group a name that is unique on this server
     */
    public StreamsProcess(ServerProcess server, String group, Peer peer, int streams) throws IOException {
        this.streams = streams;
        process = new MeasuredProcess(StreamsMain.class, peer.name());
        FrameControl warmUp = new FrameControl(server, group + "-warm-up");
        int before = Math.min(streams, WARM_UP_STREAMS);
        process.send("open", warmUp.url(), before);
        window(warmUp, before, WARM_UP_PER_SECOND, WARM_UP_PER_SECOND);
        complete(warmUp, before);
        control = new FrameControl(server, group);
        heapBefore = process.send("open", control.url(), streams).of("heapBefore");
    }

    /** Has the server write events to each stream, at this rate and in this number, and waits for them. */
    public Window window(int perSecond, int events) throws IOException {
        return window(control, streams, perSecond, events);
    }

    private Window window(FrameControl from, int count, int perSecond, int events) throws IOException {
        int expected = count * events;
        double cpu = process.send("expect", expected).of("cpu");
        from.run(perSecond, events);
        Reply reply = process.send("events", events / perSecond + 1);
        return new Window(
                reply.count("lost"),
                (reply.of("cpu") - cpu) / 1e3 / expected,
                reply.of("p50"),
                reply.of("p99"),
                reply.of("p99.9"));
    }

    /** The resources of the open streams. */
    public Footprint footprint() throws IOException {
        Reply reply = process.send("footprint");
        return new Footprint((reply.of("heap") - heapBefore) / streams, reply.count("threads"));
    }

    /** Writes a keep-alive to each stream, which prevents an idle timeout. */
    public void ping() throws IOException {
        control.ping();
    }

    /**
     * Completes the streams.
     *
     * @throws IllegalStateException when not all of them complete
     */
    public void complete() throws IOException {
        complete(control, streams);
    }

    private void complete(FrameControl from, int count) throws IOException {
        from.complete();
        double completed = process.send("completed", count).of("completed");
        if (completed != count) {
            throw new IllegalStateException(completed + " of " + count + " streams completed");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
