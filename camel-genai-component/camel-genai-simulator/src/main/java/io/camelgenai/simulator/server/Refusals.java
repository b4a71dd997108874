package io.camelgenai.simulator.server;

/** How a provider words it when it refuses a create. */
public interface Refusals {

    /**
     * A create that is refused for what it asks for.
     *
     * @return an error
     */
    Response refused();

    /**
     * A create too many.
     *
     * @param standing how the key stands
     * @return a 429
     */
    Response tooMany(RateLimits.Standing standing);

    /**
     * The error that a prompt demands.
     *
     * @param codeOrStatus a code of the provider, or an HTTP status
     * @return an error
     */
    Response demanded(String codeOrStatus);
}
