package io.camelgenai.tracking.deliver;

import java.time.Duration;

/**
 * How a terminal generation is redelivered after its route failed.
 *
 * @param maxDeliveries how often it is delivered at most; then it is parked
 * @param initialDelay the wait after the first delivery; it doubles
 * @param maxDelay the longest wait
 */
public record RedeliveryPolicy(int maxDeliveries, Duration initialDelay, Duration maxDelay) {

    private static final int MAX_DOUBLINGS = 20;

    /** The wait after this number of deliveries. */
    Duration delayAfter(int deliveries) {
        Duration doubled = initialDelay.multipliedBy(1L << Math.min(deliveries - 1, MAX_DOUBLINGS));
        return doubled.compareTo(maxDelay) > 0 ? maxDelay : doubled;
    }
}
