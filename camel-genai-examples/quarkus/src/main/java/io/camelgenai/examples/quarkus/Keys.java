package io.camelgenai.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which offer has the request of an idempotency key. The component keeps a key for each provider; without this, a request that the
 * second provider has accepted would go to the first one when it is repeated.
 *
 * <p>When it is full it refuses new keys: one that it forgot could be paid twice. In memory, as the component's repository is here: for several nodes, or a repository in a database, make it a table with the
 * key as its primary key.
 */
@ApplicationScoped
class Keys {

    static final int MAX = 100_000;

    private final Map<String, Request> requests = new HashMap<>();

    /** What a key is for, by its digest, and the offer that has it: null while it is in flight. */
    private record Request(String digest, @Nullable String offer) {}

    /**
     * Claims a key for a request.
     *
     * @return the offer that has it already, or null for a new key
     * @throws ProblemException while another request with the key is in flight, where the key is that of another prompt, and where
     *     there is no room for a new one
     */
    synchronized @Nullable String claim(String key, Prompt prompt) {
        Request known = requests.get(key);
        if (known == null) {
            if (requests.size() >= MAX) {
                throw new ProblemException(new Problem(
                        503, "no-room", "The gateway has no room for further keys. Its operator can help", null));
            }
            requests.put(key, new Request(prompt.digest(), null));
            return null;
        }
        if (!known.digest().equals(prompt.digest())) {
            throw new ProblemException(new Problem(
                    422, "key-reused", "This Idempotency-Key is that of another request. Use another key", null));
        }
        if (known.offer() == null) {
            throw new ProblemException(new Problem(
                    409, "in-progress", "A request with this Idempotency-Key is in progress. Repeat it later", null));
        }
        return known.offer();
    }

    /** Releases a key of which nothing was created. */
    synchronized void release(String key) {
        requests.remove(key);
    }

    /** Keeps which offer has a key. */
    synchronized void keep(String key, Prompt prompt, String offer) {
        requests.put(key, new Request(prompt.digest(), offer));
    }
}
