package io.camelgenai.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a create asks for.
 *
 * @param model the model, or null where the provider needs none
 * @param body the provider's request object
 * @param clientId the id that we chose, for providers that take one
 */
public record CreateRequest(@Nullable String model, ObjectNode body, String clientId) {

    /** Shows the model only, never the request. */
    @Override
    public String toString() {
        return "NewGeneration[" + model + "]";
    }
}
