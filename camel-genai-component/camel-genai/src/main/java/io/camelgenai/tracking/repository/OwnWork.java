package io.camelgenai.tracking.repository;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The generations that this node works on, by the keys of their records. A generation that the node has claimed and that is not
 * among them was claimed by a write whose answer was lost. Safe for use by several threads.
 */
public final class OwnWork {

    private static final int MAX_UNSENT = 10_000;

    private final Map<String, Integer> tasks = new ConcurrentHashMap<>();
    private final Set<String> exchanges = ConcurrentHashMap.newKeySet();
    private final Set<String> unsent = new LinkedHashSet<>();

    /** A task begins: a write, an observation, a delivery. Several may overlap. */
    public void begin(String key) {
        tasks.merge(key, 1, Integer::sum);
    }

    /** A task that {@linkplain #begin began} ends. */
    public void end(String key) {
        tasks.computeIfPresent(key, (same, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    /** An exchange becomes responsible for a generation, before its intent is stored. */
    public void beginExchange(String key) {
        exchanges.add(key);
    }

    /** An exchange is no longer responsible. Has no effect when it was not. */
    public void endExchange(String key) {
        exchanges.remove(key);
    }

    public boolean includes(String key) {
        return exchanges.contains(key) || tasks.containsKey(key);
    }

    /** Nothing was sent for an intent, and nothing will be. The last {@value #MAX_UNSENT} are remembered. */
    public void neverSent(String key) {
        synchronized (unsent) {
            unsent.add(key);
            if (unsent.size() > MAX_UNSENT) {
                unsent.remove(unsent.iterator().next());
            }
        }
    }

    public boolean wasNeverSent(String key) {
        synchronized (unsent) {
            return unsent.contains(key);
        }
    }
}
