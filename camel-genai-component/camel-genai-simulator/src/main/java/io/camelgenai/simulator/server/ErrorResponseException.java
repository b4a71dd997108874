package io.camelgenai.simulator.server;

/** Thrown to reject a request with an error response. */
public final class ErrorResponseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Response response;

    /** Rejects a request with a response. */
    public ErrorResponseException(Response response) {
        // A response and not an error of the simulator: a stack trace would cost time and show nothing.
        super("The request was rejected", null, false, false);
        this.response = response;
    }

    /** Returns the response. */
    public Response response() {
        return response;
    }
}
