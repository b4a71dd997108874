package io.camelgenai.component.consumer;

import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets exchanges into a route: at once, when the route is resumed, or not at all; and counts those that are inside. */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongAdder inside = new LongAdder();
    private volatile Readiness readiness = Readiness.STOPPED;

    public Readiness readiness() {
        return readiness;
    }

    public void open() {
        become(Readiness.STARTED);
    }

    public void shut() {
        become(Readiness.SUSPENDED);
    }

    public void close() {
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

    /** How many were let in and have not left. None comes after the gate was shut and this was asked. */
    public int inside() {
        return inside.intValue();
    }

    /**
     * Lets one in, if the gate is open. Who was let in has to leave.
     *
     * @return whether it was let in
     */
    public boolean enter() {
        // Counted before it is looked at: whoever shuts the gate and counts misses nobody.
        inside.increment();
        if (readiness == Readiness.STARTED) {
            return true;
        }
        inside.decrement();
        return false;
    }

    /**
     * Lets one in when the gate is open; waits while it is shut. Who was let in has to leave.
     *
     * @return whether it was let in
     */
    public boolean enterWhenOpen() {
        while (!enter()) {
            if (!pass()) {
                return false;
            }
        }
        return true;
    }

    public void leave() {
        inside.decrement();
    }

    private boolean pass() {
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
