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
 * Cancels calls that wait too long, by one periodic sweep over all of them instead of a timer for each: setting a deadline
 * costs a field write, and deadlines are accurate to the period of 50 ms. A process that was suspended, or had no processor, has
 * answers to read that arrived meanwhile: calls get half a second for that before it is their provider that was silent.
 * Thread-safe.
 */
public final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final long NONE = Long.MAX_VALUE;

    /** A sweep that is this late shows that the process was suspended. */
    private static final long LATE = Duration.ofMillis(500).toNanos();

    private static final long GRACE = Duration.ofMillis(500).toNanos();

    private final LongSupplier nanos;
    private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
    private final Future<?> sweep;
    private volatile boolean closed;

    /** For the thread of the timer, as are the next two. */
    private long lastSweep;

    private long graceEnd;
    private boolean checkedSinceGrace = true;

    public Deadlines(Time time) {
        this.nanos = time::nanos;
        lastSweep = nanos.getAsLong();
        graceEnd = lastSweep;
        sweep = time.every(PERIOD, this::sweep);
    }

    private void sweep() {
        long now = nanos.getAsLong();
        if (now - lastSweep >= LATE && checkedSinceGrace) {
            graceEnd = now + GRACE;
            checkedSinceGrace = false;
        }
        lastSweep = now;
        if (now - graceEnd >= 0) {
            checkedSinceGrace = true;
            guards.forEach(guard -> check(guard, now));
        }
    }

    /** An OkHttp listener of the application may throw, an Error too; the other calls still have their deadlines. */
    private static void check(Guard guard, long now) {
        try {
            guard.check(now);
        } catch (Throwable e) {
            LOG.warn("A call that waited too long could not be canceled cleanly", e);
        }
    }

    /** A call that starts after the last sweep would have no deadline, and is canceled immediately. */
    public Guard guard(Call call) {
        return guard(call, () -> {});
    }

    /** @param whenClosed runs once, when the guard is closed */
    Guard guard(Call call, Runnable whenClosed) {
        Guard guard = new Guard(call, whenClosed);
        guards.add(guard);
        if (closed) {
            guard.cancel();
        }
        return guard;
    }

    /** The number of calls in flight, streams included. */
    public int callsInFlight() {
        return guards.size();
    }

    /** Cancels every call in flight, and stops the sweep. */
    @Override
    public void close() {
        closed = true;
        sweep.cancel(false);
        guards.forEach(Guard::cancel);
    }

    /** The deadline of one call. One thread sets it; any thread may cancel. */
    public final class Guard implements AutoCloseable {

        /** Null when it is over, since a {@link Cancellation} may outlive the call, and with it request and response. */
        private volatile @Nullable Call call;

        private final Runnable whenClosed;
        private volatile long deadline = NONE;
        private volatile String awaited = "";
        private volatile @Nullable String expired;
        private volatile boolean canceled;

        private Guard(Call call, Runnable whenClosed) {
            this.call = call;
            this.whenClosed = whenClosed;
        }

        /** @param what the name of what is awaited */
        void expireAfter(Duration wait, String what) {
            expireAt(deadlineIn(wait), what);
        }

        /** The moment after this wait, in nanoseconds of the clock. */
        public long deadlineIn(Duration wait) {
            return nanos.getAsLong() + wait.toNanos();
        }

        /**
         * @param moment in nanoseconds of the clock
         * @param what the name of what is awaited
         */
        public void expireAt(long moment, String what) {
            awaited = what;
            deadline = moment;
        }

        /** Removes the deadline while nothing is awaited from the provider. */
        void pause() {
            deadline = NONE;
        }

        private void check(long now) {
            if (deadline != NONE && now - deadline >= 0) {
                expired = awaited;
                deadline = NONE;
                cancelCall();
            }
        }

        private void cancelCall() {
            Call current = call;
            if (current != null) {
                current.cancel();
            }
        }

        void cancel() {
            canceled = true;
            cancelCall();
        }

        /** Whether it was canceled from our side, and not because of the deadline. */
        public boolean isCanceled() {
            return canceled;
        }

        /** What was awaited when the deadline expired, or null. */
        public @Nullable String expired() {
            return expired;
        }

        @Override
        public void close() {
            deadline = NONE;
            call = null;
            if (guards.remove(this)) {
                whenClosed.run();
            }
        }
    }
}
