package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import org.jspecify.annotations.Nullable;

/** Sees what happens by asking. The first event tells the state that is known already. */
final class LookObservation extends Observation {

    private final Looks looks;
    private boolean announced;

    /** @param closely whether somebody wants to see each change, and not just the end */
    LookObservation(ProviderClient client, Generation known, boolean closely, Time time) {
        super(client, known, time);
        this.looks = new Looks(this, closely);
    }

    @Override
    @Nullable
    GenerationEvent advance() {
        if (announced) {
            return looks.next();
        }
        announced = true;
        return state.present();
    }
}
