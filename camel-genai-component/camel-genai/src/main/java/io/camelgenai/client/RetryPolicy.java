package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a retry: exponential backoff with full jitter, and at least what the provider asks for.
 *
 * @param maxRetries the number of retries; 0 means one request
 * @param initialDelay the upper bound of the delay before the first retry; it doubles with each further one
 * @param maxDelay the upper bound of any delay; a call fails without a retry if the provider asks for more
 */
public record RetryPolicy(int maxRetries, Duration initialDelay, Duration maxDelay) {

    private static final int MAX_DOUBLINGS = 30;

    /**
     * The delay before the next retry.
     *
     * @param retries the number of retries so far
     * @param failure the failure of the last attempt
     * @return empty when there is no further retry
     */
    public Optional<Duration> nextDelay(int retries, GenAiException failure) {
        Duration requested = requestedDelay(failure);
        if (retries >= maxRetries || (requested != null && requested.compareTo(maxDelay) > 0)) {
            return Optional.empty();
        }
        return Optional.of(atLeast(requested, backoff(retries)));
    }

    /** The delay before the next poll of a generation that is polled without a limit; what the provider asks for is kept. */
    public Duration pollDelay(int failures, GenAiException failure) {
        return atLeast(requestedDelay(failure), backoff(failures));
    }

    private Duration backoff(int retries) {
        long doubled = initialDelay.toMillis() << Math.min(retries, MAX_DOUBLINGS);
        long bound = doubled < 0 ? maxDelay.toMillis() : Math.min(doubled, maxDelay.toMillis());
        return Duration.ofMillis(bound == 0 ? 0 : ThreadLocalRandom.current().nextLong(bound) + 1);
    }

    private static Duration atLeast(@Nullable Duration minimum, Duration delay) {
        return minimum != null && minimum.compareTo(delay) > 0 ? minimum : delay;
    }

    private static @Nullable Duration requestedDelay(GenAiException failure) {
        return failure instanceof GenAiHttpException http ? http.getRetryAfter() : null;
    }
}
