package io.camelgenai.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends calls that wait too long, by one sweep over all of them instead of a timer each: a sweep costs nothing while a call
 * is busy, and a deadline is exact to a sweep's period. Safe for use by several threads.
 */
public final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final long NONE = Long.MAX_VALUE;

    private final LongSupplier nanos;
    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
    private final Future<?> sweep;
    private volatile boolean closed;

    public Deadlines(Time time) {
        this.nanos = time::nanos;
        sweep = time.every(PERIOD, this::sweep);
    }

    private void sweep() {
        long now = nanos.getAsLong();
        guards.forEach(guard -> check(guard, now));
    }

    /** A listener of the caller's own client may throw; the sweep has to go on. */
    private static void check(Guard guard, long now) {
        try {
            guard.check(now);
        } catch (RuntimeException e) {
            LOG.warn("A call that waited too long could not be canceled cleanly", e);
        }
    }

    /** A call that begins when nothing is swept any more would have no deadline: it ends at once. */
    Guard guard(Call call) {
        Guard guard = new Guard(call);
        guards.add(guard);
        if (closed) {
            guard.cancel();
        }
        return guard;
    }

    /** How many calls are under way, streams included. */
    public int callsInFlight() {
        return guards.size();
    }

    /** Cancels every call that is under way, and stops sweeping. */
    @Override
    public void close() {
        closed = true;
        sweep.cancel(false);
        guards.forEach(Guard::cancel);
    }

    /** One call under deadlines. One thread waits, any thread may cancel. */
    final class Guard implements AutoCloseable {

        /** Null when it is over: a call keeps all that it was made of, and who may cancel it lives longer than it does. */
        private volatile @Nullable Call call;

        private volatile long due = NONE;
        private volatile String dueBecause = "";
        private volatile @Nullable String firedBecause;
        private volatile boolean canceled;

        private Guard(Call call) {
            this.call = call;
        }

        /** Time runs from now on. */
        void waitAtMost(Duration wait, String because) {
            waitUntil(deadlineIn(wait), because);
        }

        /** The moment that far from now, as a count of nanoseconds. */
        long deadlineIn(Duration wait) {
            return nanos.getAsLong() + wait.toNanos();
        }

        /** Time runs until then. */
        void waitUntil(long deadline, String because) {
            dueBecause = because;
            due = deadline;
        }

        /** Time stands still: we do not wait for the provider now. */
        void rest() {
            due = NONE;
        }

        private void check(long now) {
            if (due != NONE && now - due >= 0) {
                firedBecause = dueBecause;
                due = NONE;
                end();
            }
        }

        private void end() {
            Call underWay = call;
            if (underWay != null) {
                underWay.cancel();
            }
        }

        /** Ends the call at once. */
        void cancel() {
            canceled = true;
            end();
        }

        boolean isCanceled() {
            return canceled;
        }

        /** What was waited for too long, or null. */
        @Nullable
        String firedBecause() {
            return firedBecause;
        }

        @Override
        public void close() {
            due = NONE;
            guards.remove(this);
            call = null;
        }
    }
}
