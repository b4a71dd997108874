package io.camelgenai.examples.ordersoverjms;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Collects the results of the orders; a redelivered result replaces the same one. Thread-safe. */
final class Results implements Processor {

    private final Map<String, String> byOrder = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();

    @Override
    public void process(Exchange exchange) {
        lock.lock();
        try {
            byOrder.put(
                    exchange.getMessage().getHeader("order", String.class),
                    exchange.getMessage().getBody(String.class));
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The URLs by order number, in the sequence of their arrival. */
    Map<String, String> all() {
        lock.lock();
        try {
            return new LinkedHashMap<>(byOrder);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a number of results; returns false on timeout. */
    boolean await(int count, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (byOrder.size() < count && left > 0) {
                left = more.awaitNanos(left);
            }
            return byOrder.size() >= count;
        } finally {
            lock.unlock();
        }
    }
}
