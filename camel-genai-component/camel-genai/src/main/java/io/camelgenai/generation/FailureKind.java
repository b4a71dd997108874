package io.camelgenai.generation;

/**
 * What the failure of a call means, whatever the provider. It is decided once, where the answer is read, so that retries,
 * observation, operations and monitoring draw their conclusions from the same facts.
 */
public enum FailureKind {
    /** The provider could not be reached; the request provably never arrived. */
    CONNECT_FAILED,
    /** The request was sent, and no complete answer came back. */
    NO_RESPONSE,
    /** The provider does not accept the key: 401 or 403. */
    UNAUTHORIZED,
    /** A proxy does not accept its credentials: 407. */
    PROXY_UNAUTHORIZED,
    /** Too many requests: 429. */
    RATE_LIMITED,
    /** The provider did not receive the whole request in time, and may have acted on it: 408. */
    REQUEST_TIMEOUT,
    /** The provider does not know the resource, or no longer does: 404 or 410. */
    GONE,
    /** The state of the resource does not allow the call: 409. */
    CONFLICT,
    /** The provider does not accept the request's content: 400, 416 or 422. */
    INVALID_REQUEST,
    /** Any other 4xx. */
    REFUSED,
    /** An error of the provider itself: 5xx. */
    SERVER_ERROR,
    /** An answer that is no error, and not what was asked for: a redirect, or a page instead of an event stream. */
    UNEXPECTED_RESPONSE,
    /** An answer or an event exceeds the limit that is set for it. */
    TOO_LARGE,
    /** The component's own code failed on the answer: a bug. */
    INTERNAL,
    /** The signer of the provider failed, so that the request was not sent. */
    NOT_SIGNED,
    /** Not the failure of one call. */
    OTHER;

    /** Whether it concerns the connection (address, key, load, the provider itself), and not what one call asked for. */
    public boolean concernsConnection() {
        return switch (this) {
            case GONE, CONFLICT, INVALID_REQUEST, REFUSED, INTERNAL -> false;
            default -> true;
        };
    }

    /** Whether it is how providers answer a replay cursor that they do not know, or no longer do. */
    public boolean refusesCursor() {
        return this == GONE || this == CONFLICT || this == INVALID_REQUEST;
    }
}
