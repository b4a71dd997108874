package io.camelgenai.benchmarks.measure;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a {@link MeasuredProcess} does when it is told to. */
public interface Orders {

    /** How often is collected before what is left is taken for alive. */
    int COLLECTIONS = 5;

    /**
     * Does something.
     *
     * @param order what, and what belongs to it
     * @return {@linkplain #figure figures}, one behind the other
     */
    String answer(String[] order) throws Exception;

    /** Serves line by line, until the process that started this one ends. */
    static void serve(Orders orders) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(orders.answer(line.split(" ")));
        }
        System.exit(0);
    }

    /** One figure of an answer. */
    static String figure(String name, double value) {
        return String.format(Locale.ROOT, "%s=%f ", name, value);
    }

    /** What is left after several collections: references are let go of one round after another. */
    static long liveHeap() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
