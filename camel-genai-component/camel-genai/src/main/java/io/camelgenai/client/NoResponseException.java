package io.camelgenai.client;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;
import org.jspecify.annotations.Nullable;

/** A request went out, at least in part, and no whole answer came back. Nothing tells what the provider made of it. */
public final class NoResponseException extends GenAiException {

    private static final long serialVersionUID = 1L;

    NoResponseException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }

    @Override
    public FailureKind getFailureKind() {
        return FailureKind.NO_RESPONSE;
    }
}
