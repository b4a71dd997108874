package io.camelgenai.client;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;

/** The component's own code failed on what a provider sent: a bug. It says nothing about the generation. */
public final class InternalFailureException extends GenAiException {

    private static final long serialVersionUID = 1L;

    InternalFailureException(String message, Where where, Throwable cause) {
        super(message, where, cause);
    }

    @Override
    public FailureKind getFailureKind() {
        return FailureKind.INTERNAL;
    }
}
