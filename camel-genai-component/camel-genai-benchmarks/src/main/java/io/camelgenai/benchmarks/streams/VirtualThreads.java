package io.camelgenai.benchmarks.streams;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Access to virtual threads, which Java has from 21 on; this code also runs on 17. */
public final class VirtualThreads {

    private VirtualThreads() {}

    /** Whether this Java has virtual threads. */
    public static boolean areAvailable() {
        return Runtime.version().feature() >= 21;
    }

    /** An executor with a virtual thread for each task. */
    static ExecutorService executor() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
