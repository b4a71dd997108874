package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** Something about a generation went wrong. Tells the provider, and generation and request id where they are known. */
public class GenAiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String provider;
    private final @Nullable String generationId;
    private final @Nullable String requestId;

    /**
     * @param message what was wrong, where, and what to do
     * @param where provider and ids, where known
     * @param cause what led to it, or null
     */
    public GenAiException(String message, Where where, @Nullable Throwable cause) {
        super(message, cause);
        provider = where.provider();
        generationId = where.generationId();
        requestId = where.requestId();
    }

    /** The name of the provider's descriptor, or null where none was chosen yet. */
    public @Nullable String getProvider() {
        return provider;
    }

    /** The generation, or null where none was known. */
    public @Nullable String getGenerationId() {
        return generationId;
    }

    /** The provider's name for the request, to be quoted to its support, or null. */
    public @Nullable String getRequestId() {
        return requestId;
    }

    /**
     * Where something went wrong.
     *
     * @param provider the name of the descriptor
     * @param generationId the generation
     * @param requestId the provider's name for the request
     */
    public record Where(
            @Nullable String provider,
            @Nullable String generationId,
            @Nullable String requestId) {

        /** Only the provider is known. */
        public static Where provider(String provider) {
            return new Where(provider, null, null);
        }

        /** Provider and generation are known. */
        public static Where generation(String provider, @Nullable String generationId) {
            return new Where(provider, generationId, null);
        }
    }
}
