package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Printable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an exception of the component's own code into the failure of one call, and reports it in the log as the bug that it is:
 * once an hour for each place in the code, since the next poll meets it again. Neither shows a key. Thread-safe.
 */
public final class BugReports {

    private static final Logger LOG = LoggerFactory.getLogger(BugReports.class);

    private static final Duration INTERVAL = Duration.ofHours(1);

    /** More places are not distinguished. */
    private static final int MAX_PLACES = 100;

    private static final int MAX_CAUSES = 8;

    private final Secret secret;
    private final Time time;
    private final Map<String, Long> reported = new ConcurrentHashMap<>();

    BugReports(Secret secret, Time time) {
        this.secret = secret;
        this.time = time;
    }

    /**
     * Runs code that reads what a provider sent.
     *
     * @param what what it does, as the subject of a message
     * @throws GenAiException as the code does; an {@link InternalFailureException} in place of any other exception
     */
    <T> T guard(String what, Where where, Supplier<T> code) {
        try {
            return code.get();
        } catch (RuntimeException | StackOverflowError e) {
            throw failure(what, where, e);
        }
    }

    /**
     * The failure of a call.
     *
     * @param what what failed, as the subject of a message
     * @param thrown what was thrown; a {@link GenAiException} is such a failure already, and is not reported
     */
    public GenAiException failure(String what, Where where, Throwable thrown) {
        if (thrown instanceof GenAiException failure) {
            return failure;
        }
        Trace bug = trace(thrown, 0);
        String about = where.generationId() == null ? "" : " (generation " + Printable.of(where.generationId()) + ")";
        String message = what + " of " + where.provider() + about + " failed unexpectedly: " + bug
                + ". This is a bug: please report it, with the stack trace in the log";
        if (isDue(thrown)) {
            LOG.error("{}", message, bug);
        } else {
            LOG.debug("{}", message);
        }
        return new InternalFailureException(message, where, bug);
    }

    private boolean isDue(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        String place = thrown.getClass().getName() + (stack.length == 0 ? "" : stack[0]);
        String key = reported.size() < MAX_PLACES || reported.containsKey(place) ? place : "";
        long now = time.nanos();
        boolean[] due = new boolean[1];
        reported.compute(key, (same, last) -> {
            due[0] = last == null || now - last >= INTERVAL.toNanos();
            return due[0] ? Long.valueOf(now) : last;
        });
        return due[0];
    }

    /** An exception as it may be shown, without a key. */
    Exception redacted(Throwable thrown) {
        return trace(thrown, 0);
    }

    private Trace trace(Throwable thrown, int depth) {
        Throwable cause = thrown.getCause();
        return new Trace(
                thrown.getClass().getName(),
                Printable.of(secret.redact(thrown.getMessage())),
                thrown.getStackTrace(),
                cause == null || depth == MAX_CAUSES ? null : trace(cause, depth + 1));
    }

    /** An exception as it may be shown: OkHttp, for one, repeats the value of a header that it refuses. */
    private static final class Trace extends Exception {

        private static final long serialVersionUID = 1L;

        private final String name;

        Trace(String name, @Nullable String message, StackTraceElement[] stack, @Nullable Trace cause) {
            super(message, cause);
            this.name = name;
            setStackTrace(stack);
        }

        @Override
        public String toString() {
            return getMessage() == null ? name : name + ": " + getMessage();
        }
    }
}
