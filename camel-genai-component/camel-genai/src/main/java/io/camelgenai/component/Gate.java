package io.camelgenai.component;

import io.camelgenai.tracking.Subscriber.Readiness;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets exchanges into a route: at once, when the route is resumed, or not at all. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Readiness readiness = Readiness.STOPPED;

    Readiness readiness() {
        return readiness;
    }

    void open() {
        become(Readiness.STARTED);
    }

    void shut() {
        become(Readiness.SUSPENDED);
    }

    void close() {
        become(Readiness.STOPPED);
    }

    private void become(Readiness next) {
        lock.lock();
        try {
            readiness = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits while the route is suspended.
     *
     * @return whether the route takes something now
     */
    boolean pass() {
        if (readiness == Readiness.STARTED) {
            return true;
        }
        lock.lock();
        try {
            while (readiness == Readiness.SUSPENDED) {
                changed.await();
            }
            return readiness == Readiness.STARTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
