package io.camelgenai.tracking;

import java.time.Duration;

/**
 * How the end of a generation comes again after a route failed on it.
 *
 * @param maxDeliveries how often it is handed over at the most; then it is parked
 * @param first the wait after the first time; it doubles
 * @param longest the longest wait
 */
public record Redelivery(int maxDeliveries, Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /** The wait after so many deliveries. */
    Duration after(int deliveries) {
        Duration doubled = first.multipliedBy(1L << Math.min(deliveries - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
