package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's error answers are read, and what they prove.
 *
 * @param code where the code stands
 * @param message where the sentence stands
 * @param requestId where the provider's name for the request stands
 * @param requestIdHeader the response header that holds it, or null
 * @param retryAfter where the seconds to wait stand, for providers that say it in the body
 * @param resetHeaders the response headers, the first that is there counts, that hold when a used-up limit is reset, in
 *     seconds of the epoch
 * @param rejections codes, or status codes, that prove that a create made nothing
 * @param unclear status codes below 500 that do not prove it
 * @param retryable codes, or status codes, that a later try may not meet again
 */
public record ErrorMapping(
        JsonPaths code,
        JsonPaths message,
        JsonPaths requestId,
        @Nullable String requestIdHeader,
        JsonPaths retryAfter,
        Set<String> resetHeaders,
        Set<String> rejections,
        Set<String> ambiguous,
        Set<String> retryable) {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    static ErrorMapping read(DescriptorSection section) {
        return new ErrorMapping(
                section.paths("code"),
                section.paths("message"),
                section.paths("requestId"),
                section.optionalText("requestIdHeader"),
                section.paths("retryAfter"),
                section.words("resetHeaders"),
                section.words("rejections"),
                section.renamed("unclear", "ambiguous").words("ambiguous"),
                section.words("retryable"));
    }

    /** What an error answer says. */
    public ProviderError read(int status, JsonNode body) {
        ExtractedValues facts = ExtractedValues.of(body);
        String told = code.text(facts);
        return new ProviderError(
                told, message.text(facts), requestId.text(facts), retryAfter.decimal(facts), isRetryable(status, told));
    }

    /**
     * Whether this answer to a create proves that nothing was created. 4xx does, but for 408; 5xx only where the
     * provider's documentation says so; what is no error never does.
     */
    public boolean provesRejection(int status, @Nullable String told) {
        if (isListed(rejections, status, told)) {
            return true;
        }
        return status >= 400 && status < 500 && status != REQUEST_TIMEOUT && !isListed(ambiguous, status, told);
    }

    private boolean isRetryable(int status, @Nullable String told) {
        return status == TOO_MANY_REQUESTS || isListed(retryable, status, told);
    }

    private static boolean isListed(Set<String> words, int status, @Nullable String told) {
        return words.contains(Integer.toString(status)) || (told != null && words.contains(told));
    }

    /**
     * An error in a provider's words.
     *
     * @param code its code
     * @param message its sentence
     * @param requestId the provider's name for the request
     * @param retryAfterSeconds how long it asks to wait
     * @param retryable whether a later try may succeed
     */
    public record ProviderError(
            @Nullable String code,
            @Nullable String message,
            @Nullable String requestId,
            @Nullable BigDecimal retryAfterSeconds,
            boolean retryable) {}
}
