package io.camelgenai.component.consumer;

import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Admits exchanges to a route: immediately while it is open, after a resume while it is shut, not at all once it is closed. It
 * counts the exchanges inside. Safe for use by several threads.
 */
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

    /** The exchanges that have entered and not left. Read after {@link #shut} or {@link #close} it only falls. */
    public int inside() {
        return inside.intValue();
    }

    /**
     * Enters if the gate is open. Each caller that entered has to {@link #leave}.
     *
     * @return whether the caller entered
     */
    public boolean enter() {
        // Counted before the gate is checked: a thread that shuts the gate and then counts misses no exchange.
        inside.increment();
        if (readiness == Readiness.STARTED) {
            return true;
        }
        inside.decrement();
        return false;
    }

    /**
     * Enters when the gate is open, and waits while it is shut. Each caller that entered has to {@link #leave}.
     *
     * @return whether the caller entered; false when the gate is closed or the thread was interrupted
     */
    public boolean enterWhenOpen() {
        while (!enter()) {
            if (!awaitOpen()) {
                return false;
            }
        }
        return true;
    }

    public void leave() {
        inside.decrement();
    }

    private boolean awaitOpen() {
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
