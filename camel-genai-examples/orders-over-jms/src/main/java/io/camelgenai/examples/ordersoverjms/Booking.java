package io.camelgenai.examples.ordersoverjms;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Stands for the work of a real application on an order. This one fails at the first attempt, for some orders. */
final class Booking {

    private final Predicate<String> failsAtFirst;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    /** @param failsAtFirst selects the orders, by number, that fail at the first attempt */
    Booking(Predicate<String> failsAtFirst) {
        this.failsAtFirst = failsAtFirst;
    }

    void book(String order) {
        if (attempts.merge(order, 1, Integer::sum) == 1 && failsAtFirst.test(order)) {
            throw new IllegalStateException("Order " + order + " could not be booked");
        }
    }

    /** The number of attempts for an order. */
    int attempts(String order) {
        return attempts.getOrDefault(order, 0);
    }

    /** The number of attempts for all orders. */
    int attempts() {
        return attempts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
