package io.camelgenai.simulator.webhook;

import java.util.Map;

/** Proves that a webhook is the provider's own. */
public interface Signer {

    /** No proof. */
    Signer NONE = (message, seconds, body) -> Map.of();

    /**
     * Returns the headers of the proof.
     *
     * @param message the id of the message, the same when it is sent again
     * @param seconds the time, in seconds since 1970
     * @param body the body
     */
    Map<String, String> headers(String message, long seconds, byte[] body);
}
