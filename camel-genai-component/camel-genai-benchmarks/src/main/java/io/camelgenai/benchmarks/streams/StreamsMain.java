package io.camelgenai.benchmarks.streams;

import com.sun.management.OperatingSystemMXBean;
import io.camelgenai.benchmarks.measure.Commands;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process that opens the streams. */
public final class StreamsMain implements Commands {

    /** The peer that opens the streams. */
    public enum Peer {
        /** The component. */
        GENAI,
        /** A reading loop on OkHttp. */
        OKHTTP
    }

    private static final int OPENERS = 16;
    private static final long GRACE_SECONDS = 30;

    private final Peer peer;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private Arrivals arrivals = new Arrivals(0);
    private @Nullable Streams streams;

    private StreamsMain(Peer peer) {
        this.peer = peer;
    }

    /**
     * Serves {@link StreamsProcess}.
     *
     * @param args the peer
     */
    public static void main(String[] args) throws Exception {
        Commands.serve(new StreamsMain(Peer.valueOf(args[0])));
    }

    @Override
    public String execute(String[] command) throws Exception {
        return switch (command[0]) {
            case "open" -> open(command[1], Integer.parseInt(command[2]));
            case "expect" -> expect(Integer.parseInt(command[1]));
            case "events" -> events(Integer.parseInt(command[1]));
            case "footprint" -> footprint();
            case "completed" -> completed(Integer.parseInt(command[1]));
            default -> throw new IllegalArgumentException(command[0]);
        };
    }

    private String open(String url, int count) throws Exception {
        if (streams != null) {
            streams.close();
        }
        arrivals = new Arrivals(count);
        Streams opened = peer == Peer.GENAI
                ? new GenAiStreams(url, VirtualThreads.areAvailable() ? 0 : count, arrivals)
                : new BareStreams(url, arrivals);
        streams = opened;
        long before = Commands.liveHeap();
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
        if (!openers.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Streams are still being opened");
        }
        // The threads that opened the streams do not count.
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        return Commands.value("heapBefore", before);
    }

    private String expect(int events) {
        arrivals.expect(events);
        return Commands.value("cpu", system.getProcessCpuTime());
    }

    private String events(int seconds) {
        arrivals.awaitEvents(seconds + GRACE_SECONDS);
        long cpu = system.getProcessCpuTime();
        return Commands.value("cpu", cpu)
                + Commands.value("lost", arrivals.lost())
                + Commands.value("p50", arrivals.micros(0.5))
                + Commands.value("p99", arrivals.micros(0.99))
                + Commands.value("p99.9", arrivals.micros(0.999));
    }

    private String footprint() throws InterruptedException {
        int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
        arrivals.clear();
        return Commands.value("heap", Commands.liveHeap()) + Commands.value("threads", threads);
    }

    private String completed(int count) {
        arrivals.awaitCompleted(count, GRACE_SECONDS);
        return Commands.value("completed", arrivals.completedStreams());
    }
}
