package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a generation has no result, or only a part of it.
 *
 * @param code the provider's code, or one of the component's, which begin with {@code genai.}
 * @param message the provider's message, or the component's
 * @param retryable whether a new generation of the same request may succeed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GenerationError(
        @Nullable String code, @Nullable String message, boolean retryable) {

    /** The provider reports a failure without a reason. */
    public static final GenerationError UNSPECIFIED =
            new GenerationError(null, "The provider did not say why it failed", false);

    /** The provider let the generation expire. */
    public static final String EXPIRED = "genai.expired";
    /** The provider does not know the generation any more. */
    public static final String GONE = "genai.gone";
    /** The stream ended without a terminal event, and the provider has no other way to see the outcome. */
    public static final String STREAM_CUT = "genai.stream-cut";
    /** The component closed the stream and stopped tracking; nothing proves that the provider stopped. */
    public static final String STREAM_CLOSED = "genai.stream-closed";
    /** Requests of a batch failed, some of them or all. */
    public static final String REQUESTS_FAILED = "genai.requests-failed";

    /** The generation was tracked for {@code trackFor} and did not become terminal. */
    public static final String TRACKING_EXPIRED = "genai.tracking-expired";
    /** The provider has no call by which the generation could be observed. */
    public static final String NOT_OBSERVABLE = "genai.not-observable";
}
