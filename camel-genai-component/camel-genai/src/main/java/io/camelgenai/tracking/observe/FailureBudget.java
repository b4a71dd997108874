package io.camelgenai.tracking.observe;

import io.camelgenai.client.RetryPolicy;
import io.camelgenai.client.Time;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often and how long an observation puts up with a provider that does not answer as it should. For one thread. */
final class FailureBudget {

    /** How long a stream has to have been up before it counts as healthy, and the next break as the first. */
    static final Duration HEALTHY = Duration.ofSeconds(10);

    private static final int GONE_POLLS = 3;
    private static final Duration GONE_AFTER = Duration.ofSeconds(20);
    private static final Duration MIN_MISS_INTERVAL = Duration.ofSeconds(10);

    private final RetryPolicy retries;
    private final Time time;
    private int maxFailures = Integer.MAX_VALUE;
    private int failuresInARow;
    private int breaks;
    private int misses;
    private long firstMiss;

    FailureBudget(RetryPolicy retries, Time time) {
        this.retries = retries;
        this.time = time;
    }

    /** After as many failures in a row as a call is repeated, it ends. */
    void limitFailures() {
        maxFailures = retries.maxRetries();
    }

    /** Something new arrived. */
    void progress() {
        failuresInARow = 0;
        misses = 0;
    }

    /** What breaks next is not the continuation of what broke before. */
    void healthy() {
        breaks = 0;
    }

    boolean isExhausted() {
        return failuresInARow >= maxFailures;
    }

    /**
     * Whether this is the first of several failures in a row to get an answer. A stream that breaks, and a generation that is
     * not known yet, are none.
     */
    boolean isFirstFailure(GenAiException failure) {
        boolean noAnswer = failure instanceof GenAiHttpException || failure instanceof GenAiConnectException;
        return noAnswer && !isMiss(failure) && failuresInARow == 0;
    }

    /** Whether this says, for long enough by now, that the provider does not know the generation any more. */
    boolean isGone(GenAiException failure) {
        if (!isMiss(failure)) {
            return false;
        }
        if (misses++ == 0) {
            firstMiss = time.nanos();
        }
        return misses >= GONE_POLLS && time.nanos() - firstMiss >= GONE_AFTER.toNanos();
    }

    /**
     * How long to wait before the next try.
     *
     * @param asked the reconnection time that the stream asked for, or null; heeded up to {@code maxRetryDelay}
     */
    Duration delayAfter(GenAiException failure, @Nullable Duration asked) {
        if (isMiss(failure)) {
            return MIN_MISS_INTERVAL;
        }
        failuresInARow++;
        Duration wait = retries.pollDelay(breaks++, failure);
        Duration heeded = asked == null || asked.compareTo(retries.maxDelay()) <= 0 ? asked : retries.maxDelay();
        return heeded != null && heeded.compareTo(wait) > 0 ? heeded : wait;
    }

    private static boolean isMiss(GenAiException failure) {
        return failure.getFailureKind() == FailureKind.GONE;
    }
}
