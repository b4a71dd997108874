package io.camelgenai.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request of a create.
 *
 * @param model the model, or null where the provider needs none
 * @param body the provider's request object
 * @param clientId the id that was chosen for the generation, for providers that accept one; otherwise empty
 * @param lines the requests of a batch that go into the body, or null
 * @param parts the files that are parts of the request, which then is a form
 */
public record CreateRequest(
        @Nullable String model,
        ObjectNode body,
        String clientId,
        @Nullable BatchFile lines,
        List<FilePart> parts) {

    public CreateRequest {
        parts = List.copyOf(parts);
    }

    public CreateRequest(@Nullable String model, ObjectNode body, String clientId) {
        this(model, body, clientId, null, List.of());
    }

    /** The request of a batch whose requests go into the body. */
    public static CreateRequest of(@Nullable String model, ObjectNode body, BatchFile lines) {
        return new CreateRequest(model, body, "", lines, List.of());
    }

    /** The same request with this body, and these files. */
    public CreateRequest with(ObjectNode other, List<FilePart> files) {
        return new CreateRequest(model, other, clientId, lines, files);
    }

    /** A request that chooses an id where the provider accepts one. */
    public static CreateRequest to(ProviderDescriptor provider, @Nullable String model, ObjectNode body) {
        boolean chosen = provider.operations().create().idempotency() != null;
        return new CreateRequest(model, body, chosen ? UUID.randomUUID().toString() : "");
    }

    /** Shows the model only, never the request. */
    @Override
    public String toString() {
        return "CreateRequest[" + model + "]";
    }
}
