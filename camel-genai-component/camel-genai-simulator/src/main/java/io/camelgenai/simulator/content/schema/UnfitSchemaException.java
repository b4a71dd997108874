package io.camelgenai.simulator.content.schema;

/** Thrown if no value was found that fits a schema. The message states the reason, without text of the prompt. */
public final class UnfitSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnfitSchemaException(String message) {
        super(message, null, false, false);
    }
}
