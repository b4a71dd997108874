package io.camelgenai.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The request of a create.
 *
 * @param model the model, or null where the provider needs none
 * @param body the provider's request object
 * @param clientId an id of our choice, for providers that take one
 */
public record CreateRequest(@Nullable String model, ObjectNode body, String clientId) {

    /** Shows the model only, never the request. */
    @Override
    public String toString() {
        return "CreateRequest[" + model + "]";
    }
}
