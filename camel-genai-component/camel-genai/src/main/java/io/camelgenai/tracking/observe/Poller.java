package io.camelgenai.tracking.observe;

import io.camelgenai.client.PollResult;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.provider.ProviderOperations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the state of a generation at a decent pace: with held requests where the provider has them, otherwise by looking
 * now and then. The wait that the provider asks for between two looks is kept.
 */
final class Poller {

    private static final Duration MIN_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);
    private static final Duration UNLIMITED_WAIT = Duration.ofDays(1);
    private static final int SHARE = 4;

    private final Observation observation;
    private final boolean everyEvent;
    private final ProviderOperations calls;
    private final long startedAt;
    private Duration wait = Duration.ZERO;

    /** @param closely whether somebody wants to see each change, and not just the end */
    Poller(Observation observation, boolean closely) {
        this.observation = observation;
        this.everyEvent = closely;
        this.calls = observation.client.descriptor().calls();
        this.startedAt = observation.time.nanos();
    }

    /** Looks until there is something new. Null when the observation was closed. */
    @Nullable
    GenerationEvent next() {
        while (!observation.isClosed()) {
            observation.pause(wait);
            GenerationEvent event = observation.isClosed() ? null : poll(canLongPoll());
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /** Looks once. Null where there is nothing new. */
    @Nullable
    GenerationEvent poll(boolean held) {
        try {
            long before = observation.time.nanos();
            PollResult look = request(held);
            observation.failureBudget.progress();
            observation.failureBudget.healthy();
            wait = untilNextPoll(look, held, Duration.ofNanos(observation.time.nanos() - before));
            return observation.state.polled(look.generation());
        } catch (GenAiException e) {
            if (observation.isClosed()) {
                return null;
            }
            GenerationEvent end = observation.terminalAfter(e);
            wait = observation.failureBudget.delayAfter(e, null);
            return end;
        }
    }

    boolean canLongPoll() {
        return calls.longPoll() != null;
    }

    Duration untilNextPoll() {
        return wait;
    }

    private PollResult request(boolean held) {
        return held
                ? observation.client.longPoll(
                        observation.current(),
                        everyEvent ? proportionalWait() : UNLIMITED_WAIT,
                        observation.cancellation)
                : observation.client.get(observation.current(), observation.cancellation);
    }

    /** A provider that holds the request has waited for us already, unless it came back early. */
    private Duration untilNextPoll(PollResult look, boolean held, Duration taken) {
        Duration asked = look.retryAfter();
        if (look.generation().isTerminal()) {
            return Duration.ZERO;
        }
        if (asked != null && !asked.isZero()) {
            return asked;
        }
        Duration step = held ? MIN_WAIT : proportionalWait();
        return taken.compareTo(step) >= 0 ? Duration.ZERO : step.minus(taken);
    }

    /** The longer it takes, the rarer the looks: a quarter of the time gone by. */
    private Duration proportionalWait() {
        Duration share = Duration.ofNanos((observation.time.nanos() - startedAt) / SHARE);
        if (share.compareTo(MIN_WAIT) < 0) {
            return MIN_WAIT;
        }
        return share.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : share;
    }
}
