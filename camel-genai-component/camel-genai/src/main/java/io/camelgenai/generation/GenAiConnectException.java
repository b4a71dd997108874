package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/** No connection to the provider could be opened, so that the request provably never arrived there. */
public class GenAiConnectException extends GenAiException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message the address of the provider, and why the connection failed
     * @param where provider and ids, where known
     * @param cause the failure of the attempt, or null
     */
    public GenAiConnectException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }

    @Override
    public FailureKind getFailureKind() {
        return FailureKind.CONNECT_FAILED;
    }
}
