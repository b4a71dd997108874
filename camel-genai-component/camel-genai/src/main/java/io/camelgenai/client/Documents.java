package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.UrlTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents of one provider. Thread-safe.
 *
 * @param descriptor the provider
 * @param baseUrl the base URL of the connection, below which files are
 * @param secret is masked in its errors
 * @param bugs receives exceptions of our own
 */
record Documents(ProviderDescriptor descriptor, String baseUrl, Secret secret, BugReports bugs) {

    /** The state that a document shows, given the state so far. */
    Generation read(JsonNode document, Generation known) {
        return bugs.guard(
                "Reading a document",
                Where.generation(descriptor.name(), known.id()),
                () -> secret.redact(
                        located(descriptor.generation().read(descriptor.links().keep(known.raw(), document), known))));
    }

    /** A document names some files by their ids only. */
    private Generation located(Generation read) {
        if (read.artifacts().isEmpty()) {
            return read;
        }
        List<Artifact> artifacts = read.artifacts().stream()
                .map(each -> new Artifact(UrlTemplate.at(baseUrl, each.url()), each.format()))
                .toList();
        return artifacts.equals(read.artifacts())
                ? read
                : read.with().artifacts(artifacts).build();
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
