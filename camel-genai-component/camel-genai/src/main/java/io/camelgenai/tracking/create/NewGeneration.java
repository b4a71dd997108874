package io.camelgenai.tracking.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A generation that somebody wants.
 *
 * @param client the connection
 * @param model the model, or null where the provider needs none
 * @param body the provider's request object
 * @param origin where it belongs
 * @param idempotency what makes it the same as another, or null
 * @param byStream whether the create is to open the event stream, where the provider can do that
 */
public record NewGeneration(
        ProviderClient client,
        @Nullable String model,
        ObjectNode body,
        Origin origin,
        @Nullable Idempotency idempotency,
        boolean byStream) {

    /** Shows provider and model only. */
    @Override
    public String toString() {
        return "CreateRequest[" + origin.provider() + " " + model + "]";
    }
}
