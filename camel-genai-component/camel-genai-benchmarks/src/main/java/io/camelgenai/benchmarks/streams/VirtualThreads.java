package io.camelgenai.benchmarks.streams;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads, which came with Java 21; this code also runs on 17. */
public final class VirtualThreads {

    private VirtualThreads() {}

    /** Whether this Java has them. */
    public static boolean areThere() {
        return Runtime.version().feature() >= 21;
    }

    /** One for each task. */
    static ExecutorService executor() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
