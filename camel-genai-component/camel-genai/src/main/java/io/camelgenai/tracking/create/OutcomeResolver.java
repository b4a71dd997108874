package io.camelgenai.tracking.create;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.Optional;

/**
 * Resolves unknown outcomes of creates with the one proof there is: the provider shows a generation under the id that was
 * chosen for the create. Safe for use by several threads; its methods wait for provider and storage.
 */
public final class OutcomeResolver {

    private final GenerationRepository repository;

    public OutcomeResolver(GenerationRepository repository) {
        this.repository = repository;
    }

    /**
     * Asks the provider, and stores what it shows.
     *
     * @return the generation; empty when the provider accepts no chosen id, or shows none, which proves nothing: the create
     *     may still be in flight, or forgotten; or when the outcome was resolved elsewhere
     */
    public Optional<TrackedGeneration> resolve(ProviderClient client, TrackedGeneration unknown) {
        return find(client, unknown).flatMap(found -> repository.creates().resolve(unknown.key(), found));
    }

    private static Optional<Generation> find(ProviderClient client, TrackedGeneration unknown) {
        if (unknown.clientId().isEmpty() || client.descriptor().operations().get() == null) {
            return Optional.empty();
        }
        Generation expected = Generation.of(unknown.origin().provider())
                .id(unknown.clientId())
                .model(unknown.generation().model())
                .build();
        try {
            return Optional.of(client.get(expected, new Cancellation()).generation());
        } catch (GenAiException notShown) {
            return Optional.empty();
        }
    }
}
