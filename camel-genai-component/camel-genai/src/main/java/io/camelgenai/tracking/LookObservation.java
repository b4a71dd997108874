package io.camelgenai.tracking;

import io.camelgenai.client.Look;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees what happens by asking: with held requests where the provider has them, otherwise by looking now and then. The wait
 * that the provider asks for between two looks is kept.
 */
final class LookObservation extends Observation {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int SHARE = 4;

    private final boolean closely;
    private final long begun;
    private boolean announced;
    private Duration wait = Duration.ZERO;

    /** @param closely whether somebody wants to see each change, and not just the end */
    LookObservation(ProviderClient client, Generation known, boolean closely, Time time) {
        super(client, known, time);
        this.closely = closely;
        this.begun = time.nanos();
    }

    @Override
    @Nullable
    GenerationEvent advance() {
        if (!announced) {
            announced = true;
            return state.present();
        }
        while (!isClosed()) {
            pause(wait);
            GenerationEvent event = isClosed() ? null : look();
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    private @Nullable GenerationEvent look() {
        try {
            long before = time.nanos();
            Look look = client.descriptor().calls().hold() != null
                    ? client.hold(state.soFar(), closely ? inStep() : Duration.ofDays(1), cancellation)
                    : client.get(state.soFar(), cancellation);
            reached();
            wait = untilNext(look, Duration.ofNanos(time.nanos() - before));
            return state.seen(look.generation());
        } catch (GenAiException e) {
            wait = Duration.ZERO;
            return isClosed() ? null : missed(e);
        }
    }

    /** A provider that holds the request has waited for us already, unless it came back early. */
    private Duration untilNext(Look look, Duration taken) {
        Duration asked = look.retryAfter();
        if (look.generation().isTerminal()) {
            return Duration.ZERO;
        }
        if (asked != null) {
            return asked;
        }
        Duration step = client.descriptor().calls().hold() != null ? SHORTEST : inStep();
        return taken.compareTo(step) >= 0 ? Duration.ZERO : step.minus(taken);
    }

    /** The longer it takes, the rarer the looks: a quarter of the time gone by. */
    private Duration inStep() {
        Duration share = Duration.ofNanos((time.nanos() - begun) / SHARE);
        if (share.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return share.compareTo(LONGEST) > 0 ? LONGEST : share;
    }
}
