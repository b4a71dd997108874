package io.camelgenai.tracking.repository;

import io.camelgenai.client.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats writes that have to be stored: a write that fails is retried until it is stored, or until the component stops, after 1
 * to 15 s with full jitter. A write that the repository would refuse again and again is discarded. Until then this node
 * {@linkplain OwnWork works} on the generation of the write. Safe for use by several threads.
 */
public final class RetryingWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingWriter.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofSeconds(15);
    private static final int MAX_DOUBLINGS = 4;

    private static final Runnable NOTHING = () -> {};

    /** Another node inserted the same row meanwhile: the next attempt finds it. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final Reachability reachability;
    private final OwnWork work;
    private final Executor executor;
    private final Time time;

    /** @param executor runs what is retried */
    public RetryingWriter(GenerationRepository repository, OwnWork work, Executor executor, Time time) {
        this.reachability = repository.reachability();
        this.work = work;
        this.executor = executor;
        this.time = time;
    }

    /**
     * A write that has not been stored.
     *
     * @param key the key of the generation that it is about, or null where it is about none
     * @param onDiscard runs instead, once, when it is discarded
     * @param failures how often it failed
     */
    private record Write(String what, @Nullable String key, Runnable action, Runnable onDiscard, int failures) {

        Write failed() {
            return new Write(what, key, action, onDiscard, failures + 1);
        }
    }

    /**
     * Writes immediately, on this thread; retries later, on the executor.
     *
     * @param what the subject of a log line
     * @param key the key of the generation that it is about, or null where it is about none
     * @param action may fail, and may be repeated
     */
    public void write(String what, @Nullable String key, Runnable action) {
        write(what, key, action, NOTHING);
    }

    /**
     * Writes immediately, on this thread; retries later, on the executor.
     *
     * @param onDiscard releases what the write would have released, when the write is discarded; must not throw
     */
    public void write(String what, @Nullable String key, Runnable action, Runnable onDiscard) {
        attempt(begun(what, key, action, onDiscard));
    }

    /** Retries a write that has failed already. */
    public void retryLater(String what, @Nullable String key, Runnable action, RuntimeException failure) {
        retry(begun(what, key, action, NOTHING), failure);
    }

    /** Writes after this time, on the executor. */
    public void writeAfter(Duration delay, String what, @Nullable String key, Runnable action) {
        attemptAfter(delay, begun(what, key, action, NOTHING));
    }

    private Write begun(String what, @Nullable String key, Runnable action, Runnable onDiscard) {
        if (key != null) {
            work.begin(key);
        }
        return new Write(what, key, action, onDiscard, 0);
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
            stored(write);
        } catch (RuntimeException e) {
            retried = true;
            retry(write, e);
        } catch (Error e) {
            retried = true;
            retry(write, new IllegalStateException(e));
        } finally {
            if (!retried) {
                ended(write);
            }
        }
    }

    private void stored(Write write) {
        if (write.failures() == 0) {
            reachability.succeeded();
        } else {
            reachability.caughtUp();
        }
    }

    private void retry(Write write, RuntimeException failure) {
        if (isPermanent(failure)) {
            discard(write, failure);
            return;
        }
        reachability.failed(write.what(), failure);
        if (write.failures() == 0) {
            reachability.pending();
        }
        attemptAfter(delay(write.failures()), write.failed());
    }

    /** Data that the database refuses, and arguments that this code refuses. */
    private static boolean isPermanent(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof IllegalArgumentException) {
                return true;
            }
            String state = each instanceof SQLException sql ? sql.getSQLState() : null;
            if (state != null && !state.equals(UNIQUE_VIOLATION)) {
                return state.startsWith("22") || state.startsWith("23");
            }
        }
        return false;
    }

    private void discard(Write write, RuntimeException failure) {
        LOG.error(
                "{} is discarded: the repository refuses to store it, and would refuse it again. The generation stays in the"
                        + " repository as it is, under the key {}, and continues from there soon: remove the cause",
                write.what(),
                write.key(),
                failure);
        if (write.failures() > 0) {
            reachability.discarded();
        }
        try {
            write.onDiscard().run();
        } finally {
            ended(write);
        }
    }

    private static Duration delay(int failures) {
        Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        Duration max = doubled.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : doubled;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(max.toMillis()) + 1);
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
