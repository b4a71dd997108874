package io.camelgenai.client;

import io.camelgenai.client.Peer.Act;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@link Peer} answers, by the beginning of a request. Thread-safe. */
public final class Answers {

    private static final Act NOT_FOUND = Peer.json("404 Not Found", "{\"detail\":\"nothing here\"}");

    private final Map<String, List<Act>> acts = new LinkedHashMap<>();

    /**
     * Answers requests one after the other; the last answer repeats.
     *
     * @param request method and target
     */
    public synchronized void to(String request, Act... answers) {
        acts.put(request, new ArrayList<>(List.of(answers)));
    }

    /** The answer to a request as sent on the wire: 404 where there is no other. */
    public synchronized Act next(String request) {
        return acts.entrySet().stream()
                .filter(each -> request.startsWith(each.getKey() + " "))
                .map(each -> each.getValue().size() > 1
                        ? each.getValue().remove(0)
                        : each.getValue().get(0))
                .findFirst()
                .orElse(NOT_FOUND);
    }
}
