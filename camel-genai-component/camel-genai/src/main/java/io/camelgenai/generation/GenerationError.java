package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a generation is not what was asked for.
 *
 * @param code the provider's code, or one of ours, which begin with {@code genai.}
 * @param message the provider's sentence, or ours
 * @param retryable whether asking again for the same has a chance
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GenerationError(
        @Nullable String code, @Nullable String message, boolean retryable) {

    /** The provider says that it failed, and not why. */
    public static final GenerationError UNSPECIFIED =
            new GenerationError(null, "The provider did not say why it failed", false);

    /** The provider let it expire. */
    public static final String EXPIRED = "genai.expired";
    /** The provider does not know it any more. */
    public static final String GONE = "genai.gone";
    /** Its stream ended without the provider's terminal marker, and nothing else can tell how it ended. */
    public static final String STREAM_CUT = "genai.stream-cut";
    /** We closed its stream and stopped following; nothing proves that the provider stopped. */
    public static final String STREAM_CLOSED = "genai.stream-closed";
    /** It was followed for as long as the component was told to. */
    public static final String TRACKING_EXPIRED = "genai.tracking-expired";
    /** The provider has no way to ask for it. */
    public static final String NOT_OBSERVABLE = "genai.not-observable";
}
