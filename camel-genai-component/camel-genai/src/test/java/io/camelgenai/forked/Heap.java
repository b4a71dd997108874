package io.camelgenai.forked;

import java.lang.management.ManagementFactory;

/** Measures the memory of this process. */
public final class Heap {

    private Heap() {}

    /** The live heap in bytes, after a collection. */
    public static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
