package io.camelgenai.tracking.observe;

import io.camelgenai.client.PollResult;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.provider.ProviderOperations;
import io.camelgenai.tracking.observe.FailureBudget.Verdict;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Polls the state of a generation: by long polls where the provider has them, otherwise at growing intervals. An interval
 * that the provider asks for is kept. Whatever a poll throws, it is retried: an exception of our own is no terminal state.
 */
final class Poller {

    static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration UNLIMITED = Duration.ofDays(1);
    private static final int SHARE = 4;

    /** Between two polls that do not ask the provider. */
    private static final Duration OWN_INTERVAL = Duration.ofMillis(250);

    /** Between two polls while the provider reports by itself: a report may be lost. */
    private static final Duration RARE_INTERVAL = Duration.ofMinutes(2);

    private final Observation observation;
    private final boolean everyEvent;
    private final ProviderOperations calls;
    private final @Nullable UnaryOperator<Generation> known;
    private final long startedAt;
    private Duration delay;
    private Duration requested = MIN_INTERVAL;

    /** @param everyEvent whether each change is wanted, and not only the terminal state */
    Poller(Observation observation, boolean everyEvent) {
        this(observation, everyEvent, null);
    }

    /** @param known answers in place of the provider, given the state so far; null where the provider is asked */
    Poller(Observation observation, boolean everyEvent, @Nullable UnaryOperator<Generation> known) {
        this.known = known;
        this.observation = observation;
        this.everyEvent = everyEvent;
        this.calls = observation.client.descriptor().operations();
        this.startedAt = observation.time.nanos();
        this.delay = asksProvider() ? calls.pollInterval() : Duration.ZERO;
    }

    /** Polls until there is an event. Null when the observation was closed. */
    @Nullable
    GenerationEvent next() {
        while (!observation.isClosed()) {
            observation.pause(delay);
            GenerationEvent event = observation.isClosed() ? null : poll(canLongPoll());
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /** Polls once. Null where nothing has changed. */
    @Nullable
    GenerationEvent poll(boolean longPoll) {
        try {
            long before = observation.time.nanos();
            PollResult result = request(longPoll);
            observation.failureBudget =
                    observation.failureBudget.afterProgress().afterHealth();
            requested = longer(Objects.requireNonNullElse(result.retryAfter(), Duration.ZERO), MIN_INTERVAL);
            delay = delayAfter(result, longPoll, Duration.ofNanos(observation.time.nanos() - before));
            return observation.state.polled(result.generation());
        } catch (RuntimeException | StackOverflowError e) {
            if (observation.isClosed()) {
                return null;
            }
            GenAiException failure = observation.failureOf("A poll", e);
            Verdict verdict = observation.judge(failure, null);
            delay = verdict.delay();
            requested = longer(delay, MIN_INTERVAL);
            return observation.terminalEvent(verdict, failure);
        }
    }

    /** Takes the state that the provider has reported by itself. Null where nothing has changed. */
    @Nullable
    GenerationEvent take(Generation reported) {
        observation.failureBudget = observation.failureBudget.afterProgress().afterHealth();
        delay = interval();
        return observation.state.polled(reported);
    }

    boolean canLongPoll() {
        return asksProvider() && calls.longPoll() != null;
    }

    boolean asksProvider() {
        return known == null;
    }

    /** The least wait after the last poll: what the provider asks for, or what a failure demands. */
    Duration requestedDelay() {
        return requested;
    }

    /** How long to wait before the next poll. */
    Duration delay() {
        return delay;
    }

    private PollResult request(boolean longPoll) {
        if (known != null) {
            return new PollResult(known.apply(observation.current()), OWN_INTERVAL);
        }
        return longPoll
                ? observation.client.longPoll(
                        observation.current(), everyEvent ? interval() : UNLIMITED, observation.cancellation)
                : observation.client.get(observation.current(), observation.cancellation);
    }

    /** A long poll has waited already, unless the provider answered it early. */
    private Duration delayAfter(PollResult result, boolean longPoll, Duration taken) {
        Duration wait = result.retryAfter();
        if (result.generation().isTerminal()) {
            return Duration.ZERO;
        }
        if (wait != null && !wait.isZero()) {
            return longer(wait, minInterval());
        }
        Duration interval = longPoll ? longer(MIN_INTERVAL, calls.pollInterval()) : interval();
        return taken.compareTo(interval) >= 0 ? Duration.ZERO : interval.minus(taken);
    }

    /** A quarter of the time since the first poll, within bounds. */
    private Duration interval() {
        Duration min = longer(MIN_INTERVAL, minInterval());
        Duration share = Duration.ofNanos((observation.time.nanos() - startedAt) / SHARE);
        Duration max = calls.maxPollInterval();
        return share.compareTo(max) > 0 ? longer(max, min) : longer(share, min);
    }

    private Duration minInterval() {
        return !everyEvent && observation.mayPollRarely() ? RARE_INTERVAL : calls.pollInterval();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
