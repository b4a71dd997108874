package io.camelgenai.tracking.observe;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;

/** Declares a generation incomplete whose stream is lost and whose provider has neither a GET nor another stream. */
final class UnobservableObservation extends Observation {

    static final GenerationError ERROR = new GenerationError(
            GenerationError.NOT_OBSERVABLE,
            "The stream of this generation is lost, and the provider has no other way to observe it",
            true);

    UnobservableObservation(ProviderClient client, Generation known, Time time) {
        super(client, known, time);
    }

    @Override
    GenerationEvent advance() {
        return declare(ERROR);
    }
}
