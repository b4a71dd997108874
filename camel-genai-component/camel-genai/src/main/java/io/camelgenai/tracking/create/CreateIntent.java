package io.camelgenai.tracking.create;

import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The intent to create a generation: a request, and what is stored with it.
 *
 * @param client sends the request
 * @param request the request to the provider
 * @param origin where the generation belongs
 * @param idempotency what makes a second create the same, or null
 * @param byStream whether the create opens the event stream, where the provider supports that
 */
public record CreateIntent(
        ProviderClient client,
        CreateRequest request,
        Origin origin,
        @Nullable Idempotency idempotency,
        boolean byStream) {}
