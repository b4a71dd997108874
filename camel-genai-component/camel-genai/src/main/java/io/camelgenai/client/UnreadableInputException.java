package io.camelgenai.client;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Printable;
import java.io.IOException;

/** A file of the caller could not be read while it was sent: the request was never complete, so that it created nothing. */
public final class UnreadableInputException extends GenAiException {

    private static final long serialVersionUID = 1L;

    UnreadableInputException(String file, Where where, IOException cause) {
        super(
                "The file " + Printable.of(file) + " for " + where.provider() + " cannot be read: "
                        + Printable.of(cause.getMessage()),
                where,
                cause);
    }
}
