package io.camelgenai.simulator.provider;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The error codes of a provider by HTTP status. Immutable. */
public final class ErrorCodes {
    private final Map<String, Integer> statuses = new HashMap<>();
    private final Map<Integer, String> codes = new HashMap<>();
    private final String fallback;

    private ErrorCodes(String fallback) {
        this.fallback = fallback;
    }

    /**
     * Parses a table with a status and its codes in each line, the most common code first. A code that several statuses
     * have belongs to the first of them. A status that the table does not have has the code of 400 if it is a client's error
     * and the table has one, otherwise the first code of the table; so has 408, which says nothing about the request.
     */
    public static ErrorCodes of(String table) {
        ErrorCodes result = new ErrorCodes(table.strip().split("\\s+")[1]);
        table.lines().forEach(line -> {
            String[] words = line.strip().split(" +");
            int status = Integer.parseInt(words[0]);
            result.codes.put(status, words[1]);
            for (int i = 1; i < words.length; i++) {
                result.statuses.putIfAbsent(words[i], status);
            }
        });
        return result;
    }

    /** Returns the most common code of a status. */
    public String code(int status) {
        boolean isOfClient = status >= 400 && status < 500 && status != 408;
        String unlisted = isOfClient ? codes.getOrDefault(400, fallback) : fallback;
        return codes.getOrDefault(status, unlisted);
    }

    /** Returns the status of a code; null if there is no such code. */
    public @Nullable Integer status(String code) {
        return statuses.get(code);
    }
}
