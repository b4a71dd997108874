package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees what happens by asking. The first event tells the state that is known already. It can be read like any other, waiting
 * included; or it is told when to look, and what is read then is what that look has shown.
 */
final class LookObservation extends Observation {

    private final Looks looks;
    private boolean announced;
    private boolean told;
    private @Nullable GenerationEvent shown;
    private @Nullable RuntimeException failed;
    private volatile Runnable onClose = () -> {};

    /** @param closely whether somebody wants to see each change, and not just the end */
    LookObservation(ProviderClient client, Generation known, boolean closely, Time time) {
        super(client, known, time);
        this.looks = new Looks(this, closely);
    }

    @Override
    @Nullable
    GenerationEvent advance() {
        if (!announced) {
            announced = true;
            return state.present();
        }
        if (!told) {
            return looks.next();
        }
        if (failed != null) {
            throw failed;
        }
        GenerationEvent event = shown;
        shown = null;
        return event;
    }

    /** From now on it never waits: it looks when it is told to. */
    void lookWhenTold(Runnable whenClosed) {
        told = true;
        onClose = whenClosed;
    }

    /**
     * Looks once. What it fails with is thrown to whoever reads.
     *
     * @param held whether the provider may hold its answer
     */
    void look(boolean held) {
        try {
            shown = isClosed() ? null : looks.look(held);
        } catch (RuntimeException e) {
            failed = e;
        } catch (Error e) {
            failed = new IllegalStateException("The look ended with " + e, e);
        }
    }

    /** Whether the provider can hold its answer until there is something to tell. */
    boolean canBeHeld() {
        return looks.canBeHeld();
    }

    /** How long to wait before the next look. */
    Duration untilNext() {
        return looks.untilNext();
    }

    @Override
    void release() {
        onClose.run();
    }
}
