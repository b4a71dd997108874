package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.provider.ProviderDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents of one provider. Thread-safe.
 *
 * @param descriptor the provider
 * @param secret is masked in its errors
 * @param bugs receives exceptions of our own
 */
record Documents(ProviderDescriptor descriptor, Secret secret, BugReports bugs) {

    /** The state that a document shows, given the state so far. */
    Generation read(JsonNode document, Generation known) {
        return bugs.guard(
                "Reading a document",
                Where.generation(descriptor.name(), known.id()),
                () -> secret.redact(
                        descriptor.generation().read(descriptor.links().keep(known.raw(), document), known)));
    }

    /** An error of this provider, with the key masked. */
    @Nullable
    GenerationError redacted(@Nullable GenerationError error) {
        return secret.redact(error);
    }

    /** Shows the provider alone. */
    @Override
    public String toString() {
        return "Documents[" + descriptor.name() + "]";
    }
}
