package io.camelgenai.tracking.deliver;

import java.time.Duration;

/**
 * How the end of a generation comes again after a route failed on it.
 *
 * @param maxDeliveries how often it is handed over at the most; then it is parked
 * @param first the wait after the first time; it doubles
 * @param longest the longest wait
 */
public record RedeliveryPolicy(int maxDeliveries, Duration initialDelay, Duration maxDelay) {

    private static final int MAX_DOUBLINGS = 20;

    /** The wait after so many deliveries. */
    Duration delayAfter(int deliveries) {
        Duration doubled = initialDelay.multipliedBy(1L << Math.min(deliveries - 1, MAX_DOUBLINGS));
        return doubled.compareTo(maxDelay) > 0 ? maxDelay : doubled;
    }
}
