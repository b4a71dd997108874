package io.camelgenai.tracking.repository;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a repository can be reached, as far as those know who use it. It logs one warning when the repository cannot be
 * reached any more, and one line when it can again, however many generations wait for it. Safe for use by several threads.
 */
public final class Reachability {

    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

    /** A repository that fails again within this time has not come back. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    /** How long to wait for writes that have to be caught up, at most, before the repository is reported as back. */
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    private final LongSupplier nanos;
    private boolean reachable = true;
    private long failedSince;
    private long failedLast;
    private long pending;
    private long caughtUp;

    public Reachability() {
        this(System::nanoTime);
    }

    /** @param nanos a monotonic clock */
    Reachability(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether the last read or write succeeded. */
    public synchronized boolean isReachable() {
        return reachable;
    }

    /**
     * A read or a write failed, and will be retried.
     *
     * @param what the subject of a log line
     */
    public synchronized void failed(String what, RuntimeException failure) {
        failedLast = nanos.getAsLong();
        LOG.debug("{} failed; it is retried", what, failure);
        if (reachable) {
            reachable = false;
            failedSince = failedLast;
            LOG.warn(
                    "The repository cannot be reached; reads and writes are retried until it can. The first that failed: {}"
                            + " ({}). The others are logged at level DEBUG",
                    what,
                    failure.getMessage());
        }
    }

    /** A read or a write succeeded. */
    public synchronized void succeeded() {
        if (reachable) {
            return;
        }
        long now = nanos.getAsLong();
        Duration quiet = Duration.ofNanos(now - failedLast);
        if (quiet.compareTo(STEADY) >= 0 && (pending == 0 || quiet.compareTo(CATCH_UP) >= 0)) {
            reachable = true;
            LOG.info(
                    "The repository can be reached again, after {} s: {} writes were caught up, {} are still retried",
                    Duration.ofNanos(failedLast - failedSince).toSeconds(),
                    caughtUp,
                    pending);
            caughtUp = 0;
        }
    }

    /** A write that failed is pending from now on. */
    synchronized void pending() {
        pending++;
    }

    /** A pending write was stored. */
    synchronized void caughtUp() {
        pending--;
        caughtUp++;
        succeeded();
    }

    /** A pending write was discarded. */
    synchronized void discarded() {
        pending--;
    }
}
