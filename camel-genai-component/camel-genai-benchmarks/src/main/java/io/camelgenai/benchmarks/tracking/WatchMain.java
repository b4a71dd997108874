package io.camelgenai.benchmarks.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.camelgenai.benchmarks.measure.Orders;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** The process that watches generations. */
public final class WatchMain implements Orders {

    private static final int AT_ONCE = 16;
    private static final int DOCUMENTS = 20_000;

    /** As the server tells it of a job that runs. */
    private static final String DOCUMENT = """
            {"id":"job-%d","status":"IN_PROGRESS","input":{"prompt":"a lighthouse in the fog"},\
            "usage":{"total":4,"subscription":4,"permanent":0},"data":null}""";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ObjectMapper json = new ObjectMapper();
    private Ends ends = new Ends(0);
    private @Nullable JobRoutes routes;

    private WatchMain() {}

    /**
     * Serves {@link WatchProcess} until its end.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Orders.serve(new WatchMain());
    }

    @Override
    public String answer(String[] order) throws Exception {
        return switch (order[0]) {
            case "open" -> open(order[1], Integer.parseInt(order[2]));
            case "begin" -> begin();
            case "weigh" -> weigh();
            case "ends" -> ends(Long.parseLong(order[1]));
            default -> throw new IllegalArgumentException(order[0]);
        };
    }

    private String open(String url, int count) throws Exception {
        if (routes != null) {
            routes.close();
        }
        Ends expected = new Ends(count);
        JobRoutes opened = new JobRoutes(url, null, expected::hear);
        ends = expected;
        routes = opened;
        long before = Orders.liveHeap();
        opened.order(count, AT_ONCE);
        return Orders.figure("heapBefore", before);
    }

    /** From now on it counts. */
    private String begin() {
        threads.resetPeakThreadCount();
        return Orders.figure("cpu", system.getProcessCpuTime());
    }

    private String weigh() throws Exception {
        long cpu = system.getProcessCpuTime();
        int most = threads.getPeakThreadCount();
        long heap = Orders.liveHeap();
        double document = document();
        threads.resetPeakThreadCount();
        return Orders.figure("cpu", cpu)
                + Orders.figure("threads", most)
                + Orders.figure("heap", heap)
                + Orders.figure("document", document);
    }

    /** What one document of the provider takes, as it is kept. */
    private double document() throws Exception {
        JsonNode[] kept = new JsonNode[DOCUMENTS];
        long before = Orders.liveHeap();
        for (int i = 0; i < DOCUMENTS; i++) {
            kept[i] = json.readTree(String.format(DOCUMENT, i));
        }
        double each = (double) (Orders.liveHeap() - before) / DOCUMENTS;
        if (!kept[DOCUMENTS - 1].isObject()) {
            throw new IllegalStateException("A document is none");
        }
        return each;
    }

    private String ends(long seconds) throws InterruptedException {
        ends.await(seconds);
        return Orders.figure("threads", threads.getPeakThreadCount())
                + Orders.figure("late.mean", ends.meanLateSeconds())
                + Orders.figure("late.p50", ends.lateSeconds(0.5))
                + Orders.figure("late.p99", ends.lateSeconds(0.99))
                + Orders.figure("passed.p50", ends.passedMillis(0.5))
                + Orders.figure("passed.p99", ends.passedMillis(0.99));
    }
}
