package io.camelgenai.generation;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The provider answered a call with an error, or with something that is not the answer to it. */
public class GenAiHttpException extends GenAiException {

    private static final long serialVersionUID = 1L;

    private final Answer answer;

    /**
     * @param message what was asked for and what came back
     * @param where provider and ids, where known
     * @param answer what the provider said
     */
    public GenAiHttpException(String message, Where where, Answer answer) {
        super(message, where, null);
        this.answer = answer;
    }

    /** The HTTP status code. */
    public int getStatusCode() {
        return answer.statusCode();
    }

    /** The provider's own error code, or null. */
    public @Nullable String getCode() {
        return answer.code();
    }

    /** The provider's own sentence, or null. */
    public @Nullable String getProviderMessage() {
        return answer.message();
    }

    /** How long the provider asks to wait before the next call, or null. */
    public @Nullable Duration getRetryAfter() {
        return answer.retryAfter();
    }

    /** Whether the provider's documentation lets the same call have a chance later. */
    public boolean isRetryable() {
        return answer.retryable();
    }

    /**
     * An error as the provider told it.
     *
     * @param statusCode the HTTP status code
     * @param code the provider's code
     * @param message the provider's sentence, capped
     * @param retryAfter how long to wait, where the provider asks for it
     * @param retryable whether the same call has a chance later
     */
    public record Answer(
            int statusCode,
            @Nullable String code,
            @Nullable String message,
            @Nullable Duration retryAfter,
            boolean retryable)
            implements Serializable {}
}
