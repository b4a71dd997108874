package io.camelgenai.tracking.deliver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the deliveries in flight to each consumer. A permit is acquired before a terminal generation is claimed: one that gets
 * no permit is left to another node. Safe for use by several threads.
 */
final class DeliveryPermits {

    private final Map<Subscriber, Integer> acquired = new ConcurrentHashMap<>();

    /** Acquires as many permits as are free, at most the wanted number. Returns how many. */
    int acquire(Subscriber consumer, int wanted) {
        while (true) {
            int before = acquired.getOrDefault(consumer, 0);
            int granted = Math.min(wanted, consumer.maxInFlight() - before);
            if (granted <= 0) {
                return 0;
            }
            if (before == 0
                    ? acquired.putIfAbsent(consumer, granted) == null
                    : acquired.replace(consumer, before, before + granted)) {
                return granted;
            }
        }
    }

    /** Acquires one permit, whether one is free or not. */
    void acquireAlways(Subscriber consumer) {
        acquired.merge(consumer, 1, Integer::sum);
    }

    void release(Subscriber consumer, int permits) {
        acquired.computeIfPresent(
                consumer, (self, before) -> before > permits ? Integer.valueOf(before - permits) : null);
    }
}
