package io.camelgenai.tracking.repository;

import io.camelgenai.client.Time;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats writes that have to be stored: a write that fails is retried until it is stored, or until the component stops. Safe
 * for use by several threads.
 */
public final class RetryingWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingWriter.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final Executor executor;
    private final Time time;

    /** @param executor runs what is retried */
    public RetryingWriter(Executor executor, Time time) {
        this.executor = executor;
        this.time = time;
    }

    /**
     * Writes immediately, on this thread; retries later, on the executor.
     *
     * @param what the subject of a log line
     * @param write may fail, and may be repeated
     */
    public void write(String what, Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            LOG.warn("{} could not be stored yet; it is retried", what, e);
            retryLater(what, write);
        }
    }

    /** Retries a write that has failed already. */
    public void retryLater(String what, Runnable write) {
        writeAfter(RETRY_DELAY, what, write);
    }

    /** Writes after this time, on the executor. */
    public void writeAfter(Duration delay, String what, Runnable write) {
        try {
            time.after(delay, () -> executor.execute(() -> write(what, write)));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{} was not stored: the component stopped", what);
        }
    }
}
