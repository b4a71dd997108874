package io.camelgenai.examples.ordersoverjms;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Collects the results of the orders, of which a redelivered one replaces the same one. Thread-safe. */
final class Results implements Processor {

    private final Map<String, byte[]> pictures = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();

    @Override
    public void process(Exchange exchange) {
        lock.lock();
        try {
            String order = exchange.getMessage().getHeader("order", String.class);
            String code = exchange.getMessage().getHeader("code", String.class);
            if (code == null) {
                pictures.put(order, exchange.getMessage().getBody(byte[].class));
            } else {
                refused.put(order, code);
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The pictures by order number, in the sequence of their arrival. */
    Map<String, byte[]> pictures() {
        return copy(pictures);
    }

    /** The provider's codes by the numbers of the orders that get no picture. */
    Map<String, String> refused() {
        return copy(refused);
    }

    private <T> Map<String, T> copy(Map<String, T> results) {
        lock.lock();
        try {
            return new LinkedHashMap<>(results);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a number of results; returns false on timeout. */
    boolean await(int count, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (pictures.size() + refused.size() < count && left > 0) {
                left = more.awaitNanos(left);
            }
            return pictures.size() + refused.size() >= count;
        } finally {
            lock.unlock();
        }
    }
}
