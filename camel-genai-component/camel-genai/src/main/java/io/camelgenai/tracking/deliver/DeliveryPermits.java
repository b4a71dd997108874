package io.camelgenai.tracking.deliver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many ends are on their way to each consumer. Whoever wants to bring one takes a place for it before it holds it: what
 * finds none is left to another node. Safe for use by several threads.
 */
final class DeliveryPermits {

    private final Map<Subscriber, Integer> taken = new ConcurrentHashMap<>();

    /** Takes as many as are free, at the most so many. */
    int acquire(Subscriber at, int wanted) {
        while (true) {
            int before = taken.getOrDefault(at, 0);
            int got = Math.min(wanted, at.maxInFlight() - before);
            if (got <= 0) {
                return 0;
            }
            if (before == 0 ? taken.putIfAbsent(at, got) == null : taken.replace(at, before, before + got)) {
                return got;
            }
        }
    }

    /** Takes one, free or not. */
    void acquireAlways(Subscriber at) {
        taken.merge(at, 1, Integer::sum);
    }

    /** So many are free again. */
    void release(Subscriber at, int places) {
        taken.computeIfPresent(at, (self, before) -> before > places ? Integer.valueOf(before - places) : null);
    }
}
