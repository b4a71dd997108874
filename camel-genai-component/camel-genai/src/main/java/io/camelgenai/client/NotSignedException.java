package io.camelgenai.client;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;

/** The signer of a provider could not sign a request, which was not sent. */
public final class NotSignedException extends GenAiException {

    private static final long serialVersionUID = 1L;

    NotSignedException(String message, Where where, Throwable cause) {
        super(message, where, cause);
    }

    @Override
    public FailureKind getFailureKind() {
        return FailureKind.NOT_SIGNED;
    }
}
