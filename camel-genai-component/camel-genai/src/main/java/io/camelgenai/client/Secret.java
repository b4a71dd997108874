package io.camelgenai.client;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import org.jspecify.annotations.Nullable;

/**
 * Masks the key of a connection in what a provider sends: some providers repeat the key that they refuse.
 *
 * @param key the key, or null where there is none
 */
record Secret(@Nullable String key) {

    private static final String REDACTED = "***";

    @Nullable
    String redact(@Nullable String text) {
        return text == null || key == null ? text : text.replace(key, REDACTED);
    }

    @Nullable
    GenerationError redact(@Nullable GenerationError error) {
        return error == null || key == null
                ? error
                : new GenerationError(redact(error.code()), redact(error.message()), error.retryable());
    }

    /** Masks the key in the error; the document stays as received. */
    Generation redact(Generation generation) {
        return generation.error() == null || key == null
                ? generation
                : generation.with().error(redact(generation.error())).build();
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return REDACTED;
    }
}
