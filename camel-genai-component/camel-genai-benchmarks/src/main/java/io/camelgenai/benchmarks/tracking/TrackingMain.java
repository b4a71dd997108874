package io.camelgenai.benchmarks.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.camelgenai.benchmarks.measure.Commands;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** The process that tracks generations. */
public final class TrackingMain implements Commands {

    private static final int CONCURRENCY = 16;
    private static final int DOCUMENTS = 20_000;

    /** The document of a running job. */
    private static final String DOCUMENT = """
            {"id":"job-%d","status":"IN_PROGRESS","input":{"prompt":"a lighthouse in the fog"},\
            "usage":{"total":4,"subscription":4,"permanent":0},"data":null}""";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ObjectMapper json = new ObjectMapper();
    private Completions completions = new Completions(0);
    private @Nullable JobRoutes routes;

    private TrackingMain() {}

    /**
     * Serves {@link TrackingProcess}.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Commands.serve(new TrackingMain());
    }

    @Override
    public String execute(String[] command) throws Exception {
        return switch (command[0]) {
            case "open" -> open(command[1], Integer.parseInt(command[2]));
            case "start" -> start();
            case "footprint" -> footprint();
            case "completions" -> completions(Long.parseLong(command[1]));
            default -> throw new IllegalArgumentException(command[0]);
        };
    }

    private String open(String url, int count) throws Exception {
        if (routes != null) {
            routes.close();
        }
        Completions expected = new Completions(count);
        JobRoutes opened = new JobRoutes(url, null, expected::receive);
        completions = expected;
        routes = opened;
        long before = Commands.liveHeap();
        opened.create(count, CONCURRENCY);
        return Commands.value("heapBefore", before);
    }

    /** Starts the measurement. */
    private String start() {
        threads.resetPeakThreadCount();
        return Commands.value("cpu", system.getProcessCpuTime());
    }

    private String footprint() throws Exception {
        long cpu = system.getProcessCpuTime();
        int maxThreads = threads.getPeakThreadCount();
        long heap = Commands.liveHeap();
        double document = document();
        threads.resetPeakThreadCount();
        return Commands.value("cpu", cpu)
                + Commands.value("threads", maxThreads)
                + Commands.value("heap", heap)
                + Commands.value("document", document);
    }

    /** The heap of one document of the provider. */
    private double document() throws Exception {
        JsonNode[] kept = new JsonNode[DOCUMENTS];
        long before = Commands.liveHeap();
        for (int i = 0; i < DOCUMENTS; i++) {
            kept[i] = json.readTree(String.format(DOCUMENT, i));
        }
        double each = (double) (Commands.liveHeap() - before) / DOCUMENTS;
        if (!kept[DOCUMENTS - 1].isObject()) {
            throw new IllegalStateException("A document is not an object");
        }
        return each;
    }

    private String completions(long seconds) throws InterruptedException {
        completions.await(seconds);
        return Commands.value("threads", threads.getPeakThreadCount())
                + Commands.value("late.mean", completions.meanLateSeconds())
                + Commands.value("late.p50", completions.lateSeconds(0.5))
                + Commands.value("late.p99", completions.lateSeconds(0.99))
                + Commands.value("passed.p50", completions.passedMillis(0.5))
                + Commands.value("passed.p99", completions.passedMillis(0.99));
    }
}
