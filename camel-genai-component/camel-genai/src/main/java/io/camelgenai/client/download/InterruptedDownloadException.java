package io.camelgenai.client.download;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;

/** A file did not arrive whole; another attempt may bring the rest. */
final class InterruptedDownloadException extends GenAiException {

    private static final long serialVersionUID = 1L;

    InterruptedDownloadException(String message, Where where, Throwable cause) {
        super(message, where, cause);
    }

    @Override
    public FailureKind getFailureKind() {
        return FailureKind.NO_RESPONSE;
    }
}
