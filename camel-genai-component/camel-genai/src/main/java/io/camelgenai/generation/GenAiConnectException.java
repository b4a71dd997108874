package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** The provider could not be reached. Whatever was asked for provably never arrived there. */
public class GenAiConnectException extends GenAiException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message where the connection was to go, and why it was not made
     * @param where provider and ids, where known
     * @param cause what the attempt ended with, or null
     */
    public GenAiConnectException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }
}
