package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** An event or a response of the provider exceeds the size limit of the connection. */
public class StreamLimitException extends GenAiException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is too large, and the option that sets the limit
     * @param where provider and ids, where known
     * @param cause the exception that detected it, or null
     */
    public StreamLimitException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }

    @Override
    public FailureKind getFailureKind() {
        return FailureKind.TOO_LARGE;
    }
}
