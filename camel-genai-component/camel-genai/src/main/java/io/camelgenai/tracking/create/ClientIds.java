package io.camelgenai.tracking.create;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.Optional;

/** Asks providers for what was created under an id that we chose: the one proof of a create whose answer was lost. */
public final class ClientIds {

    private ClientIds() {}

    /**
     * What the provider has under the id that was chosen for this create. That it has nothing is no proof: the create may
     * still be on its way, or be forgotten.
     */
    public static Optional<Generation> find(ProviderClient client, TrackedGeneration unknown) {
        if (unknown.clientId().isEmpty() || client.descriptor().operations().get() == null) {
            return Optional.empty();
        }
        Generation expected = Generation.of(unknown.origin().provider())
                .id(unknown.clientId())
                .model(unknown.generation().model())
                .build();
        try {
            return Optional.of(client.get(expected, new Cancellation()).generation());
        } catch (GenAiException unseen) {
            return Optional.empty();
        }
    }
}
