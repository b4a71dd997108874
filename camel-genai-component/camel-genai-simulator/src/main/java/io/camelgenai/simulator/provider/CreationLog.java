package io.camelgenai.simulator.provider;

import io.camelgenai.simulator.upload.ReceivedFiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the generations that were created. A count does not go down when a generation is deleted or forgotten: it is what
 * a client would have paid for. Thread-safe.
 */
public final class CreationLog {

    /**
     * A created generation.
     *
     * @param provider the name of the provider
     * @param generation the generation
     */
    public record Entry(String provider, SimulatedGeneration generation) {}

    private final int limit;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Deque<Entry> newest = new ArrayDeque<>();
    private final ReceivedFiles files = new ReceivedFiles();

    /** Creates a log that keeps the newest entries up to a limit; the counts include all. */
    public CreationLog(int limit) {
        this.limit = limit;
    }

    /** Adds a generation of a provider. */
    public synchronized void add(String provider, SimulatedGeneration generation) {
        counts.merge(provider, 1L, Long::sum);
        newest.addLast(new Entry(provider, generation));
        if (newest.size() > limit) {
            newest.removeFirst();
        }
    }

    /** Returns the count of each provider that has created any, by name. */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** Returns the newest entries, oldest first. */
    public synchronized List<Entry> entries() {
        return new ArrayList<>(newest);
    }

    /** Removes all entries and counts. */
    public synchronized void clear() {
        counts.clear();
        newest.clear();
        files.clear();
    }

    /** Returns the files that came with creates, or for them. */
    public ReceivedFiles files() {
        return files;
    }
}
