package io.camelgenai.tracking.repository;

import io.camelgenai.client.Time;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats writes that have to be stored: a write that fails is retried until it is stored, or until the component stops. Until
 * then this node {@linkplain OwnWork works} on the generation of the write. Safe for use by several threads.
 */
public final class RetryingWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingWriter.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final OwnWork work;
    private final Executor executor;
    private final Time time;

    /** @param executor runs what is retried */
    public RetryingWriter(OwnWork work, Executor executor, Time time) {
        this.work = work;
        this.executor = executor;
        this.time = time;
    }

    /** @param key the key of the generation that it is about, or null where it is about none */
    private record Write(String what, @Nullable String key, Runnable action) {}

    /**
     * Writes immediately, on this thread; retries later, on the executor.
     *
     * @param what the subject of a log line
     * @param key the key of the generation that it is about, or null where it is about none
     * @param action may fail, and may be repeated
     */
    public void write(String what, @Nullable String key, Runnable action) {
        attempt(begun(what, key, action));
    }

    /** Retries a write that has failed already. */
    public void retryLater(String what, @Nullable String key, Runnable action) {
        attemptAfter(RETRY_DELAY, begun(what, key, action));
    }

    /** Writes after this time, on the executor. */
    public void writeAfter(Duration delay, String what, @Nullable String key, Runnable action) {
        attemptAfter(delay, begun(what, key, action));
    }

    private Write begun(String what, @Nullable String key, Runnable action) {
        if (key != null) {
            work.begin(key);
        }
        return new Write(what, key, action);
    }

    private void ended(Write write) {
        if (write.key() != null) {
            work.end(write.key());
        }
    }

    private void attempt(Write write) {
        boolean retried = false;
        try {
            write.action().run();
        } catch (RuntimeException e) {
            LOG.warn("{} could not be stored yet; it is retried", write.what(), e);
            retried = true;
            attemptAfter(RETRY_DELAY, write);
        } finally {
            if (!retried) {
                ended(write);
            }
        }
    }

    private void attemptAfter(Duration delay, Write write) {
        try {
            time.after(delay, () -> executor.execute(() -> attempt(write)));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{} was not stored: the component stopped", write.what());
            ended(write);
        }
    }
}
