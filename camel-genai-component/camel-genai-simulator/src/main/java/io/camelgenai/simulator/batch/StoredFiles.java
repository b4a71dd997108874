package io.camelgenai.simulator.batch;

import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a provider. On the event loop only. */
public final class StoredFiles {
    private final Map<String, StoredFile> files = new LinkedHashMap<>();

    /** Stores a file. */
    public StoredFile add(StoredFile file) {
        files.put(file.id(), file);
        return file;
    }

    /** Returns a file; null if the key has none of this id. */
    public @Nullable StoredFile find(String id, String key) {
        StoredFile file = files.get(id);
        return file == null || !file.owner().equals(key) ? null : file;
    }

    /**
     * Returns the file that the {@code {id}} in the path of a request names.
     *
     * @throws ErrorResponseException with the given response if the key has none
     */
    public StoredFile require(HttpExchange exchange, String key, Response notFound) {
        StoredFile file = find(exchange.pathParameter("id"), key);
        if (file == null) {
            throw new ErrorResponseException(notFound);
        }
        return file;
    }

    /** Returns the files of a key, newest first. */
    public List<StoredFile> newest(String key) {
        List<StoredFile> all = new ArrayList<>(files.values());
        all.removeIf(file -> !file.owner().equals(key));
        Collections.reverse(all);
        return all;
    }

    /** Removes a file. */
    public void remove(String id) {
        files.remove(id);
    }

    /** Removes all files. */
    public void clear() {
        files.clear();
    }
}
