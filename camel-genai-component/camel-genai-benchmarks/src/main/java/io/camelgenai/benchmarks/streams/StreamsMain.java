package io.camelgenai.benchmarks.streams;

import com.sun.management.OperatingSystemMXBean;
import io.camelgenai.benchmarks.measure.Orders;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process that holds the streams: does what it is told line by line, and answers each with a line of figures. */
public final class StreamsMain implements Orders {

    /** Which peer opens the streams. */
    public enum Peer {
        /** This component. */
        GENAI,
        /** A reading loop on OkHttp. */
        OKHTTP
    }

    private static final int OPENERS = 16;
    private static final long PATIENCE_SECONDS = 30;

    private final Peer peer;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private Arrivals arrivals = new Arrivals(0);
    private @Nullable Streams streams;

    private StreamsMain(Peer peer) {
        this.peer = peer;
    }

    /**
     * Serves {@link StreamsProcess} until its end.
     *
     * @param args the peer
     */
    public static void main(String[] args) throws Exception {
        Orders.serve(new StreamsMain(Peer.valueOf(args[0])));
    }

    @Override
    public String answer(String[] order) throws Exception {
        return switch (order[0]) {
            case "open" -> open(order[1], Integer.parseInt(order[2]));
            case "expect" -> expect(Integer.parseInt(order[1]));
            case "events" -> events(Integer.parseInt(order[1]));
            case "weigh" -> weigh();
            case "completed" -> completed(Integer.parseInt(order[1]));
            default -> throw new IllegalArgumentException(order[0]);
        };
    }

    private String open(String url, int count) throws Exception {
        if (streams != null) {
            streams.close();
        }
        arrivals = new Arrivals(count);
        Streams opened = peer == Peer.GENAI
                ? new GenAiStreams(url, VirtualThreads.areThere() ? 0 : count, arrivals)
                : new BareStreams(url, arrivals);
        streams = opened;
        long before = Orders.liveHeap();
        ExecutorService openers = Executors.newFixedThreadPool(OPENERS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(openers.submit(() -> {
                opened.open();
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        openers.shutdown();
        if (!openers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Streams are still being opened");
        }
        // The threads that opened them are not theirs.
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        return Orders.figure("heapBefore", before);
    }

    private String expect(int events) {
        arrivals.expect(events);
        return Orders.figure("cpu", system.getProcessCpuTime());
    }

    private String events(int seconds) {
        arrivals.awaitEvents(seconds + PATIENCE_SECONDS);
        long cpu = system.getProcessCpuTime();
        return Orders.figure("cpu", cpu)
                + Orders.figure("lost", arrivals.lost())
                + Orders.figure("p50", arrivals.micros(0.5))
                + Orders.figure("p99", arrivals.micros(0.99))
                + Orders.figure("p99.9", arrivals.micros(0.999));
    }

    private String weigh() throws InterruptedException {
        int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
        arrivals.forget();
        return Orders.figure("heap", Orders.liveHeap()) + Orders.figure("threads", threads);
    }

    private String completed(int count) {
        arrivals.awaitCompleted(count, PATIENCE_SECONDS);
        return Orders.figure("completed", arrivals.completedStreams());
    }
}
