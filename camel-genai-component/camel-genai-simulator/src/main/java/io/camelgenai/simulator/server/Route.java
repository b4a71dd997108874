package io.camelgenai.simulator.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A path of a provider and what answers it.
 *
 * @param method the HTTP method
 * @param template the path below the provider's prefix; a segment {@code {name}} matches any one segment, and {@code
 *     {name...}} at the end all that are left, one at least
 * @param operation the name of the operation in journal and faults
 * @param handler answers a call
 */
public record Route(String method, String template, String operation, Consumer<Call> handler) {

    private static final String REST = "...}";

    /** Gives the path parameters, percent-decoded, or null where the path is another. */
    @Nullable
    Map<String, String> match(String rawPath) {
        String[] wanted = template.split("/", -1);
        String[] given = rawPath.split("/", template.endsWith(REST) ? wanted.length : -1);
        if (wanted.length != given.length) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
                parameters.put(wanted[i].replaceAll("[{}.]", ""), decoded(given[i]));
            } else if (!wanted[i].equals(given[i])) {
                return null;
            }
        }
        return parameters;
    }

    private static String decoded(String segment) {
        try {
            // In a path a plus sign is a plus sign.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return segment;
        }
    }
}
