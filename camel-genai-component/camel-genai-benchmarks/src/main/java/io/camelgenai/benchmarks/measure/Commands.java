package io.camelgenai.benchmarks.measure;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The commands that a {@link MeasuredProcess} executes. */
public interface Commands {

    /** The number of garbage collections before the heap is measured. */
    int COLLECTIONS = 5;

    /**
     * Executes a command.
     *
     * @param command the command and its arguments
     * @return {@linkplain #value values}, concatenated
     */
    String execute(String[] command) throws Exception;

    /** Executes commands from standard input, line by line, until the parent process exits. */
    static void serve(Commands commands) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(commands.execute(line.split(" ")));
        }
        System.exit(0);
    }

    /** One value of a reply. */
    static String value(String name, double value) {
        return String.format(Locale.ROOT, "%s=%f ", name, value);
    }

    /** The live heap in bytes after several collections, since one collection does not clear all references. */
    static long liveHeap() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
