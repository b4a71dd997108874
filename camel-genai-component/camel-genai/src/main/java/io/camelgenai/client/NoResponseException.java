package io.camelgenai.client;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;
import org.jspecify.annotations.Nullable;

/** A request was sent, at least in part, and no complete response came back: its effect at the provider is unknown. */
public final class NoResponseException extends GenAiException {

    private static final long serialVersionUID = 1L;

    public NoResponseException(String message, Where where, @Nullable Throwable cause) {
        super(message, where, cause);
    }

    @Override
    public FailureKind getFailureKind() {
        return FailureKind.NO_RESPONSE;
    }
}
