package io.camelgenai.generation;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The provider responded with an error, or with a response that does not fit the request. */
public class GenAiHttpException extends GenAiException {

    private static final long serialVersionUID = 1L;

    private final Answer answer;

    /**
     * @param message the request and the response, in short
     * @param where provider and ids, where known
     * @param answer the content of the response
     */
    public GenAiHttpException(String message, Where where, Answer answer) {
        super(message, where, null);
        this.answer = answer;
    }

    /** The HTTP status code. */
    public int getStatusCode() {
        return answer.statusCode();
    }

    /** The provider's error code, or null. */
    public @Nullable String getCode() {
        return answer.code();
    }

    /** The provider's error message, or null. */
    public @Nullable String getProviderMessage() {
        return answer.message();
    }

    /** The wait that the provider asks for before the next request, or null. */
    public @Nullable Duration getRetryAfter() {
        return answer.retryAfter();
    }

    /** Whether the same request may succeed later, according to the provider's documentation. */
    public boolean isRetryable() {
        return answer.retryable();
    }

    /**
     * The content of an error response.
     *
     * @param statusCode the HTTP status code
     * @param code the provider's error code
     * @param message the provider's error message, capped
     * @param retryAfter the wait that the provider asks for
     * @param retryable whether the same request may succeed later
     */
    public record Answer(
            int statusCode,
            @Nullable String code,
            @Nullable String message,
            @Nullable Duration retryAfter,
            boolean retryable)
            implements Serializable {}
}
