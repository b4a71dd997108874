package io.camelgenai.examples.quarkus;

/** Every provider has failed lately, and none was asked. */
class NoProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoProviderException() {
        super("Every provider of this model has failed several times, and is not asked for a minute");
    }
}
