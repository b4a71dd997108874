package io.camelgenai.tracking;

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
final class Notes {

    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Executor workers;
    private final Time time;

    Notes(Executor workers, Time time) {
        this.workers = workers;
        this.time = time;
    }

    /**
     * Writes it now, or later.
     *
     * @param what what it is about, for the log
     * @param write what may fail, and may be done again
     */
    void write(String what, Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            LOG.warn("{} could not be stored yet", what, e);
            later(what, write);
        }
    }

    /** It was tried already, and failed. */
    void later(String what, Runnable write) {
        try {
            time.after(BETWEEN_TRIES, () -> workers.execute(() -> write(what, write)));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{} was not stored: the component stopped", what);
        }
    }
}
