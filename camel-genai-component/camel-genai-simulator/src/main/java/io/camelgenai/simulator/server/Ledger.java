package io.camelgenai.simulator.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the generations that were created. A count never goes down when a generation is deleted or forgotten: it stands
 * for what a client would have paid for. Thread-safe.
 */
public final class Ledger {

    /**
     * A line of the ledger.
     *
     * @param provider the provider
     * @param generation what was created
     */
    public record Line(String provider, SimulatedGeneration generation) {}

    private final int limit;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Deque<Line> newest = new ArrayDeque<>();

    /**
     * An empty ledger.
     *
     * @param limit how many lines are kept, the newest; the counts hold all
     */
    public Ledger(int limit) {
        this.limit = limit;
    }

    /**
     * Writes a line.
     *
     * @param provider the provider
     * @param generation what was created
     */
    public synchronized void created(String provider, SimulatedGeneration generation) {
        counts.merge(provider, 1L, Long::sum);
        newest.addLast(new Line(provider, generation));
        if (newest.size() > limit) {
            newest.removeFirst();
        }
    }

    /**
     * How many were created.
     *
     * @return the count of each provider that has any, by name
     */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /**
     * The newest lines.
     *
     * @return the lines, oldest first
     */
    public synchronized List<Line> lines() {
        return new ArrayList<>(newest);
    }

    /** Starts anew. */
    public synchronized void clear() {
        counts.clear();
        newest.clear();
    }
}
