package io.camelgenai.tracking;

import io.camelgenai.client.Look;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.provider.Calls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the state of a generation at a decent pace: with held requests where the provider has them, otherwise by looking
 * now and then. The wait that the provider asks for between two looks is kept.
 */
final class Looks {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration AS_LONG_AS_IT_HOLDS = Duration.ofDays(1);
    private static final int SHARE = 4;

    private final Observation observation;
    private final boolean closely;
    private final Calls calls;
    private final long begun;
    private Duration wait = Duration.ZERO;

    /** @param closely whether somebody wants to see each change, and not just the end */
    Looks(Observation observation, boolean closely) {
        this.observation = observation;
        this.closely = closely;
        this.calls = observation.client.descriptor().calls();
        this.begun = observation.time.nanos();
    }

    /** Looks until there is something new. Null when the observation was closed. */
    @Nullable
    GenerationEvent next() {
        while (!observation.isClosed()) {
            observation.pause(wait);
            GenerationEvent event = observation.isClosed() ? null : look(canBeHeld());
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /** Looks once. Null where there is nothing new. */
    @Nullable
    GenerationEvent look(boolean held) {
        try {
            long before = observation.time.nanos();
            Look look = ask(held);
            observation.patience.progress();
            observation.patience.healthy();
            wait = untilNext(look, held, Duration.ofNanos(observation.time.nanos() - before));
            return observation.state.seen(look.generation());
        } catch (GenAiException e) {
            if (observation.isClosed()) {
                return null;
            }
            GenerationEvent end = observation.endAfter(e);
            wait = observation.patience.after(e, null);
            return end;
        }
    }

    boolean canBeHeld() {
        return calls.hold() != null;
    }

    Duration untilNext() {
        return wait;
    }

    private Look ask(boolean held) {
        return held
                ? observation.client.hold(
                        observation.soFar(), closely ? inStep() : AS_LONG_AS_IT_HOLDS, observation.cancellation)
                : observation.client.get(observation.soFar(), observation.cancellation);
    }

    /** A provider that holds the request has waited for us already, unless it came back early. */
    private Duration untilNext(Look look, boolean held, Duration taken) {
        Duration asked = look.retryAfter();
        if (look.generation().isTerminal()) {
            return Duration.ZERO;
        }
        if (asked != null && !asked.isZero()) {
            return asked;
        }
        Duration step = held ? SHORTEST : inStep();
        return taken.compareTo(step) >= 0 ? Duration.ZERO : step.minus(taken);
    }

    /** The longer it takes, the rarer the looks: a quarter of the time gone by. */
    private Duration inStep() {
        Duration share = Duration.ofNanos((observation.time.nanos() - begun) / SHARE);
        if (share.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return share.compareTo(LONGEST) > 0 ? LONGEST : share;
    }
}
