package io.camelgenai.tracking.create;

import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The intent to create a generation: a request, and what is stored with it.
 *
 * @param client sends the request
 * @param request the request to the provider
 * @param origin where the generation belongs
 * @param idempotency what makes a second create the same, or null
 * @param byStream whether the create opens the event stream, where the provider supports that
 * @param preparation what completes the request before it is sent, or null where it is complete
 */
public record CreateIntent(
        ProviderClient client,
        CreateRequest request,
        Origin origin,
        @Nullable Idempotency idempotency,
        boolean byStream,
        @Nullable RequestPreparation preparation) {

    /** The intent with its request as it is sent. */
    CompletableFuture<CreateIntent> prepare() {
        if (preparation == null) {
            return CompletableFuture.completedFuture(this);
        }
        return preparation
                .prepare(request)
                .thenApply(complete -> new CreateIntent(client, complete, origin, idempotency, byStream, null));
    }
}
