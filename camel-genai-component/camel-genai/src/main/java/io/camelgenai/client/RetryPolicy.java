package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a call is made again: exponential backoff with full jitter, and what the provider asks for as the
 * minimum.
 *
 * @param maxRetries how often a call is made again; 0 means one request
 * @param first the most that is waited before the first repetition
 * @param longest the most that is waited before any; a provider that asks for more makes the call fail at once
 */
public record RetryPolicy(int maxRetries, Duration initialDelay, Duration maxDelay) {

    private static final int MAX_DOUBLINGS = 30;

    /**
     * The wait before the call is made again.
     *
     * @param retries how often it was made again already
     * @param failure what the last one ended with
     * @return empty when it is not made again
     */
    public Optional<Duration> nextDelay(int retries, GenAiException failure) {
        Duration asked = requestedDelay(failure);
        if (retries >= maxRetries || (asked != null && asked.compareTo(maxDelay) > 0)) {
            return Optional.empty();
        }
        Duration wait = backoff(retries);
        return Optional.of(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    }

    /** The wait before another look at something that we do not give up, as told by the provider or by backoff. */
    public Duration pollDelay(int failures, GenAiException failure) {
        Duration asked = requestedDelay(failure);
        Duration wait = backoff(failures);
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }

    private Duration backoff(int retries) {
        long most = initialDelay.toMillis() << Math.min(retries, MAX_DOUBLINGS);
        long cap = most < 0 ? maxDelay.toMillis() : Math.min(most, maxDelay.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(cap + 1));
    }

    private static @Nullable Duration requestedDelay(GenAiException failure) {
        return failure instanceof GenAiHttpException http ? http.getRetryAfter() : null;
    }
}
