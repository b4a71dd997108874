package io.camelgenai.simulator.server;

import io.camelgenai.simulator.webhook.Webhooks;
import java.util.List;
import java.util.Map;

/** A simulated provider. Called on the event loop only, except for {@link #name} and {@link #routes}. */
public interface Provider {

    /** Returns the name, which is also the first segment of the path. */
    String name();

    /** Returns an API key that this provider accepts: invented, or the one that the options require. */
    default String sampleKey() {
        return "simulator";
    }

    /** Returns the routes; the first one that matches responds. */
    List<Route> routes();

    /** Returns the response that this provider sends with an HTTP error status. */
    Response error(int status);

    /** Returns the headers that every response to a request has, errors included. */
    default Map<String, String> headers(Request request) {
        return Map.of();
    }

    /** Sends its webhooks by this sender. */
    default void sendBy(Webhooks webhooks) {}

    /** Forgets a generation; an unknown id is ignored. */
    void forget(String id);

    /** Forgets all generations. */
    void reset();
}
