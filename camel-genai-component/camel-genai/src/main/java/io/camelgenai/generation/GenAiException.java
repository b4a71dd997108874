package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** An operation on a generation failed. Has the provider, and the generation id and request id where known. */
public class GenAiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String provider;
    private final @Nullable String generationId;
    private final @Nullable String requestId;

    /** Absent in the serialized form of older versions, which reads as false: nothing is proven. */
    private boolean nothingCreated;

    /**
     * @param message what was wrong, where, and what to do
     * @param where provider and ids, where known
     * @param cause the cause, or null
     */
    public GenAiException(String message, Where where, @Nullable Throwable cause) {
        super(message, cause);
        provider = where.provider();
        generationId = where.generationId();
        requestId = where.requestId();
    }

    /** The name of the provider, or null where none was chosen yet. */
    public @Nullable String getProvider() {
        return provider;
    }

    /** The id of the generation, or null where none is known. */
    public @Nullable String getGenerationId() {
        return generationId;
    }

    /** The provider's id for the request, to be quoted to its support, or null. */
    public @Nullable String getRequestId() {
        return requestId;
    }

    /**
     * Whether a create failed and provably made nothing, so that another provider can be asked without paying twice: the provider
     * rejected it, no connection was established, or it was refused before anything was sent. False where the outcome is unknown,
     * where a generation exists, and where the operation was about an existing generation.
     */
    public boolean isNothingCreated() {
        return nothingCreated;
    }

    /** Notes that the create that failed provably made nothing. Only the code that has the proof may call it. */
    public final void proveNothingCreated() {
        nothingCreated = true;
    }

    /** What it means: {@link FailureKind#OTHER} unless one call failed. */
    public FailureKind getFailureKind() {
        return FailureKind.OTHER;
    }

    /**
     * The provider, generation and request that failed.
     *
     * @param provider the name of the provider
     * @param generationId the id of the generation
     * @param requestId the provider's id for the request
     */
    public record Where(
            @Nullable String provider,
            @Nullable String generationId,
            @Nullable String requestId) {

        /** A failure where only the provider is known. */
        public static Where provider(String provider) {
            return new Where(provider, null, null);
        }

        /** A failure where provider and generation are known. */
        public static Where generation(String provider, @Nullable String generationId) {
            return new Where(provider, generationId, null);
        }
    }
}
