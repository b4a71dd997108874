package io.camelgenai.simulator.server;

import java.util.HashMap;
import java.util.Map;

/** The error codes of a provider and their HTTP statuses. Immutable once built. */
public final class ErrorCodes {
    private static final int NO_SUCH_CODE = 400;

    private final Map<String, Integer> statuses = new HashMap<>();
    private final Map<Integer, String> usual = new HashMap<>();
    private final String fallback;

    /**
     * Begins a table.
     *
     * @param fallback the code for a status that has none
     * @param status the status of that code
     */
    public ErrorCodes(String fallback, int status) {
        this.fallback = fallback;
        with(status, fallback);
    }

    /**
     * Adds codes of one status.
     *
     * @param status the HTTP status
     * @param codes its codes, the usual one first
     * @return this
     */
    public ErrorCodes with(int status, String... codes) {
        for (String code : codes) {
            usual.putIfAbsent(status, code);
            statuses.putIfAbsent(code, status);
        }
        return this;
    }

    /**
     * The usual code of a status.
     *
     * @param status the HTTP status
     * @return the code
     */
    public String code(int status) {
        return usual.getOrDefault(status, fallback);
    }

    /** An error document, made of status and code. */
    @FunctionalInterface
    public interface Wording {

        /**
         * Words an error.
         *
         * @param status the HTTP status
         * @param code the code
         * @return the answer
         */
        Response of(int status, String code);
    }

    /**
     * The error that a prompt demands, by its code or by its status.
     *
     * @param demanded a code or a status
     * @param wording how the provider words it
     * @return the answer; a 400 of its own where the provider has no such error
     */
    public Response demanded(String demanded, Wording wording) {
        if (demanded.matches("[45]\\d\\d")) {
            int status = Integer.parseInt(demanded);
            return wording.of(status, code(status));
        }
        Integer status = statuses.get(demanded);
        return status == null
                ? Response.text(NO_SUCH_CODE, "text/plain", "The provider has no error " + demanded + "\n")
                : wording.of(status, demanded);
    }
}
