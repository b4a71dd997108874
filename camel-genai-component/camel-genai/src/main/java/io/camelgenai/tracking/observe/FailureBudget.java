package io.camelgenai.tracking.observe;

import io.camelgenai.client.RetryPolicy;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many consecutive failures an observation tolerates, and how long it waits after each. Immutable: each verdict carries
 * the budget for the next failure.
 *
 * @param retries the retry policy of the connection
 * @param maxFailures how many consecutive failures are tolerated
 * @param failures how many there were since something new arrived
 * @param backoffs how many there were since the provider was healthy; the wait grows with them
 * @param gonePolls how many answers in a row said that the provider does not know the generation
 * @param firstGone when the first of them arrived, in nanoseconds of the clock
 */
record FailureBudget(RetryPolicy retries, int maxFailures, int failures, int backoffs, int gonePolls, long firstGone) {

    /** A stream that was open for so long counts as healthy: the wait after its interruption starts anew. */
    static final Duration HEALTHY = Duration.ofSeconds(10);

    private static final int MIN_GONE_POLLS = 3;
    private static final Duration MIN_GONE_TIME = Duration.ofSeconds(20);
    private static final Duration GONE_POLL_INTERVAL = Duration.ofSeconds(10);

    /** The consequence of a failure. */
    enum Outcome {
        /** There is another attempt. */
        RETRY,
        /** There is none: too many consecutive failures. */
        EXHAUSTED,
        /** The provider no longer knows the generation. */
        GONE
    }

    /**
     * The verdict on a failure.
     *
     * @param outcome whether there is another attempt
     * @param delay how long to wait before it
     * @param first whether this is the first of several consecutive failures to get an answer; an interrupted stream, and a
     *     generation that the provider does not know yet, do not count
     * @param next the budget for the next failure
     */
    record Verdict(Outcome outcome, Duration delay, boolean first, FailureBudget next) {}

    /** Tolerates any number of failures. */
    static FailureBudget unlimited(RetryPolicy retries) {
        return new FailureBudget(retries, Integer.MAX_VALUE, 0, 0, 0, 0);
    }

    /** The same with as many consecutive failures as a single call has retries. */
    FailureBudget limited() {
        return new FailureBudget(retries, retries.maxRetries(), failures, backoffs, gonePolls, firstGone);
    }

    /** Something new arrived. */
    FailureBudget afterProgress() {
        return failures == 0 && gonePolls == 0 ? this : new FailureBudget(retries, maxFailures, 0, backoffs, 0, 0);
    }

    /** The provider was healthy: the next failure does not continue the last one. */
    FailureBudget afterHealth() {
        return backoffs == 0 ? this : new FailureBudget(retries, maxFailures, failures, 0, gonePolls, firstGone);
    }

    /**
     * The verdict on a failure.
     *
     * @param requested the reconnection time that the stream asked for, or null; kept up to {@code maxRetryDelay}
     * @param now nanoseconds of the clock
     */
    Verdict after(GenAiException failure, @Nullable Duration requested, long now) {
        if (failures >= maxFailures) {
            return new Verdict(Outcome.EXHAUSTED, Duration.ZERO, false, this);
        }
        if (failure.getFailureKind() == FailureKind.GONE) {
            return gone(now);
        }
        boolean unanswered = failure instanceof GenAiHttpException || failure instanceof GenAiConnectException;
        FailureBudget next = new FailureBudget(retries, maxFailures, failures + 1, backoffs + 1, gonePolls, firstGone);
        return new Verdict(Outcome.RETRY, delay(failure, requested), unanswered && failures == 0, next);
    }

    private Verdict gone(long now) {
        long since = gonePolls == 0 ? now : firstGone;
        FailureBudget next = new FailureBudget(retries, maxFailures, failures, backoffs, gonePolls + 1, since);
        boolean gone = next.gonePolls >= MIN_GONE_POLLS && now - since >= MIN_GONE_TIME.toNanos();
        return new Verdict(gone ? Outcome.GONE : Outcome.RETRY, GONE_POLL_INTERVAL, false, next);
    }

    private Duration delay(GenAiException failure, @Nullable Duration requested) {
        Duration delay = retries.pollDelay(backoffs, failure);
        if (requested == null) {
            return delay;
        }
        Duration kept = requested.compareTo(retries.maxDelay()) > 0 ? retries.maxDelay() : requested;
        return kept.compareTo(delay) > 0 ? kept : delay;
    }
}
