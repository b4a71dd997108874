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

    @Override
    public FailureKind getFailureKind() {
        return answer.kind();
    }

    /** Whether the same request may succeed later, according to the provider's documentation. */
    public boolean isRetryable() {
        return answer.retryable();
    }

    /** Whether the answer proves, where it answers a create, that nothing was created. */
    public boolean isRejection() {
        return answer.rejection();
    }

    /**
     * The content of an error response, and what it means.
     *
     * @param kind what the failure means
     * @param statusCode the HTTP status code
     * @param code the provider's error code
     * @param message the provider's error message, capped
     * @param retryAfter the wait that the provider asks for
     * @param retryable whether the same request may succeed later
     * @param rejection whether it proves, where it answers a create, that nothing was created
     */
    public record Answer(
            FailureKind kind,
            int statusCode,
            @Nullable String code,
            @Nullable String message,
            @Nullable Duration retryAfter,
            boolean retryable,
            boolean rejection)
            implements Serializable {}
}
