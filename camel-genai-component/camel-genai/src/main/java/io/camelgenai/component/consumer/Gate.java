package io.camelgenai.component.consumer;

import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Admits exchanges to a route: immediately while it is open, after a resume while it is shut, not at all once it is closed. It
 * counts the exchanges inside. No thread waits at it. Safe for use by several threads.
 */
public final class Gate {

    private final Deque<Consumer<Boolean>> waiting = new ArrayDeque<>();
    private final LongAdder inside = new LongAdder();
    private volatile Readiness readiness = Readiness.STOPPED;
    private volatile Executor executor = Runnable::run;

    /** @param newExecutor admits what waits, when the gate opens or closes */
    public void admitOn(Executor newExecutor) {
        executor = newExecutor;
    }

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
        Deque<Consumer<Boolean>> free = new ArrayDeque<>();
        synchronized (waiting) {
            readiness = next;
            if (next != Readiness.SUSPENDED) {
                free.addAll(waiting);
                waiting.clear();
            }
        }
        free.forEach(each -> executor.execute(() -> enterWhenOpen(each)));
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
     * Enters when the gate is open: at once on this thread, or later on the executor. Each caller that entered has to
     * {@link #leave}.
     *
     * @param then is notified once: of true when the caller entered, of false when the gate is closed
     */
    public void enterWhenOpen(Consumer<Boolean> then) {
        boolean entered = enter();
        while (!entered && readiness != Readiness.STOPPED) {
            if (waits(then)) {
                return;
            }
            entered = enter();
        }
        then.accept(entered);
    }

    /** Whether the caller waits now, since the gate is shut. */
    private boolean waits(Consumer<Boolean> then) {
        synchronized (waiting) {
            boolean shut = readiness == Readiness.SUSPENDED;
            if (shut) {
                waiting.add(then);
            }
            return shut;
        }
    }

    public void leave() {
        inside.decrement();
    }
}
