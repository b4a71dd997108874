package io.camelgenai.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.LocalId;
import io.camelgenai.generation.Printable;
import io.camelgenai.provider.JsonText;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to a create means, whether it came as one document or as a stream. It is decided here and nowhere else:
 *
 * <ul>
 *   <li>an answer with an id is an accepted generation, unless it is an error and nothing else;
 *   <li>a result without an id is a generation, too, and gets a {@linkplain LocalId local id};
 *   <li>an error without an id is a FAILED generation with a local id: the provider took the request, so that it is not sent
 *       again. One without a status that the descriptor lists as a rejection does not come here: nothing was created;
 *   <li>anything else shows nothing: the outcome is unknown.
 * </ul>
 *
 * @param provider the provider that answered
 * @param secret is masked in whatever the answer repeats
 */
record CreateAnswer(ProviderDescriptor provider, Secret secret) {

    /**
     * The generation that was created, with its id.
     *
     * @param seen what was read of the answer
     * @param documents all that was answered, as received
     * @param cut why the rest of the answer is missing, or null where it is complete
     * @throws GenerationOutcomeUnknownException when the answer does not show it
     */
    Generation generation(Generation seen, List<String> documents, @Nullable GenAiException cut) {
        boolean hasId = seen.id() != null;
        if (seen.isTerminal() && (hasId || showsWhy(seen))) {
            return withId(seen);
        }
        boolean mayHaveFailed = seen.isTerminal() || seen.providerStatus() == null;
        boolean ourWords = seen.status() == GenerationStatus.INCOMPLETE;
        GenerationError error = mayHaveFailed ? errorIn(documents).orElse(ourWords ? null : seen.error()) : null;
        if (hasId && error == null) {
            return seen;
        }
        if (error != null) {
            return withId(seen)
                    .with()
                    .status(GenerationStatus.FAILED)
                    .error(secret.redact(error))
                    .build();
        }
        throw unknown(documents, cut);
    }

    private static Generation withId(Generation seen) {
        return seen.id() == null ? seen.with().id(LocalId.next()).build() : seen;
    }

    /** An end marker alone shows no result. */
    private static boolean showsWhy(Generation terminal) {
        String text = terminal.text();
        return switch (terminal.status()) {
            case FAILED, CANCELED -> true;
            default ->
                (text != null && !text.isEmpty())
                        || terminal.finishReason() != null
                        || terminal.raw() != null
                        || !terminal.artifacts().isEmpty();
        };
    }

    private Optional<GenerationError> errorIn(List<String> documents) {
        return documents.stream().flatMap(this::errorIn).findFirst();
    }

    private Stream<GenerationError> errorIn(String document) {
        try {
            return Stream.ofNullable(provider.errors().errorInAnswer(JsonText.tree(document)));
        } catch (JsonProcessingException noDocument) {
            return Stream.empty();
        }
    }

    private GenerationOutcomeUnknownException unknown(List<String> documents, @Nullable GenAiException cut) {
        String answered = Printable.of(secret.redact(String.join(" ", documents).strip()));
        return new GenerationOutcomeUnknownException(
                "it answered without an id, a result or an error: "
                        + (answered == null || answered.isEmpty() ? "nothing" : answered)
                        + (cut == null ? "" : " (" + cut.getMessage() + ")"),
                Where.provider(provider.name()),
                cut);
    }
}
