package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** What a provider sent is larger than the component was told to hold. */
public class StreamLimitException extends GenAiException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is too large, and the option that sets the limit
     * @param where provider and ids, where known
     * @param cause what noticed it, or null
     */
    public StreamLimitException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
