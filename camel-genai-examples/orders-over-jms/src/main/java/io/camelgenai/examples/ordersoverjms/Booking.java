package io.camelgenai.examples.ordersoverjms;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What a real application does with an order that was begun. This one fails at the first try, for some orders. */
final class Booking {

    private final Predicate<String> failsAtFirst;
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();

    /** @param failsAtFirst which orders, by their number, are not booked at the first try */
    Booking(Predicate<String> failsAtFirst) {
        this.failsAtFirst = failsAtFirst;
    }

    void book(String order) {
        if (tries.merge(order, 1, Integer::sum) == 1 && failsAtFirst.test(order)) {
            throw new IllegalStateException("Order " + order + " could not be booked");
        }
    }

    /** How often this order came. */
    int tries(String order) {
        return tries.getOrDefault(order, 0);
    }

    /** How often orders came in all. */
    int tries() {
        return tries.values().stream().mapToInt(Integer::intValue).sum();
    }
}
