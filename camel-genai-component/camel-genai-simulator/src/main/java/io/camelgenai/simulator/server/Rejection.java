package io.camelgenai.simulator.server;

/** Thrown by a provider that refuses a request; carries the answer. */
public final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Response response;

    /**
     * Refuses.
     *
     * @param response the answer
     */
    public Rejection(Response response) {
        // An answer and no error of ours: the stack trace would cost and say nothing.
        super("The request was refused", null, false, false);
        this.response = response;
    }

    Response response() {
        return response;
    }
}
