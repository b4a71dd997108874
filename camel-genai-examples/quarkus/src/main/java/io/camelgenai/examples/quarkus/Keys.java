package io.camelgenai.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which offer has the request of an idempotency key. The component keeps a key for each provider; without this, a request that the
 * second provider has accepted would go to the first one when it is repeated.
 *
 * <p>In memory, as the component's repository is here: for several nodes, or a repository in a database, make it a table with the
 * key as its primary key.
 */
@ApplicationScoped
class Keys {

    private static final int MAX = 100_000;
    private static final String IN_FLIGHT = "";

    private final Map<String, String> offers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX;
        }
    };

    /**
     * Claims a key for a request.
     *
     * @return the offer that has it already, or null for a new key
     * @throws ProblemException while another request with the key is in flight
     */
    synchronized @Nullable String claim(String key) {
        String known = offers.putIfAbsent(key, IN_FLIGHT);
        if (IN_FLIGHT.equals(known)) {
            throw new ProblemException(new Problem(
                    409, "in-progress", "A request with this Idempotency-Key is in progress. Repeat it later", null));
        }
        return known;
    }

    /** Releases a key of which nothing was created. */
    synchronized void release(String key) {
        offers.remove(key);
    }

    /** Keeps which offer has a key. */
    synchronized void keep(String key, String offer) {
        offers.put(key, offer);
    }
}
