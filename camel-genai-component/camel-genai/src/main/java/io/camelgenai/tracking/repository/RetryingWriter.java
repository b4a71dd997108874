package io.camelgenai.tracking.repository;

import io.camelgenai.client.Time;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has to be written some time: what can not be stored now is tried again until it is, or until the component
 * stops. Safe for use by several threads.
 */
public final class RetryingWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingWriter.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final Executor executor;
    private final Time time;

    public RetryingWriter(Executor workers, Time time) {
        this.executor = workers;
        this.time = time;
    }

    /**
     * Writes it now, or later.
     *
     * @param what what it is about, for the log
     * @param write what may fail, and may be done again
     */
    public void write(String what, Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            LOG.warn("{} could not be stored yet", what, e);
            retryLater(what, write);
        }
    }

    /** It was tried already, and failed. */
    public void retryLater(String what, Runnable write) {
        try {
            time.after(RETRY_DELAY, () -> executor.execute(() -> write(what, write)));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{} was not stored: the component stopped", what);
        }
    }
}
