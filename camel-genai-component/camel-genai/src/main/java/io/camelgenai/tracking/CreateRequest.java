package io.camelgenai.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.tracking.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A generation that somebody wants.
 *
 * @param client the connection
 * @param model the model, or null where the provider needs none
 * @param body the provider's request object
 * @param origin where it belongs
 * @param idempotency what makes it the same as another, or null
 */
public record CreateRequest(
        ProviderClient client,
        @Nullable String model,
        ObjectNode body,
        Origin origin,
        @Nullable Idempotency idempotency) {

    /** Shows provider and model only. */
    @Override
    public String toString() {
        return "CreateRequest[" + origin.provider() + " " + model + "]";
    }
}
