package io.camelgenai.tracking.observe;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;

/** Sees nothing: the provider has no way to ask for this generation, and whoever held its stream is gone. */
final class UnobservableObservation extends Observation {

    UnobservableObservation(ProviderClient client, Generation known, Time time) {
        super(client, known, time);
    }

    @Override
    GenerationEvent advance() {
        return state.declare(
                GenerationStatus.INCOMPLETE,
                new GenerationError(
                        GenerationError.NOT_OBSERVABLE,
                        "The provider has no way to ask for a generation whose stream is gone",
                        true));
    }
}
