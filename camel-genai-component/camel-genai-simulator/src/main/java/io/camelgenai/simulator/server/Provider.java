package io.camelgenai.simulator.server;

import java.util.List;
import java.util.Map;

/** A provider that is played. Called on the event loop only, but for {@link #name}. */
public interface Provider {

    /**
     * The name, which is also the first segment of the path.
     *
     * @return the name
     */
    String name();

    /**
     * A key that this provider takes.
     *
     * @return a made-up key in the provider's form, or the one that was demanded
     */
    default String sampleKey() {
        return "simulator";
    }

    /**
     * The paths.
     *
     * @return the routes, the first match wins
     */
    List<Route> routes();

    /**
     * The error document that this provider sends with a status.
     *
     * @param status the HTTP status
     * @return an answer with that status
     */
    Response error(int status);

    /**
     * The headers that every answer of this provider has, also those of errors.
     *
     * @param request the request that is answered
     * @return the headers
     */
    default Map<String, String> headers(Request request) {
        return Map.of();
    }

    /**
     * Forgets a generation.
     *
     * @param id its id; unknown ones are ignored
     */
    void forget(String id);

    /** Forgets all generations. */
    void reset();
}
