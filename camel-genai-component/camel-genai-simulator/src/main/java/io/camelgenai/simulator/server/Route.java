package io.camelgenai.simulator.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A path of a provider and its handler.
 *
 * @param method the HTTP method
 * @param template the path after the provider's prefix; a segment {@code {name}} matches any one segment, and {@code
 *     {name...}} at the end matches all remaining segments, at least one. After a question mark follows a query parameter
 *     that the request must have, with its value, or with {@code {name}} for any one
 * @param operation the name of the operation in journal and faults
 * @param handler responds to a request
 */
public record Route(String method, String template, String operation, Consumer<HttpExchange> handler) {

    private static final String REST = "...}";

    /** Returns the path parameters, percent-decoded; null if path or query do not match. */
    @Nullable
    Map<String, String> match(String target) {
        String[] wanted = template.split("[?]", 2);
        String[] given = target.split("[?]", 2);
        Map<String, String> parameters = match(wanted[0], given[0]);
        if (parameters == null || wanted.length == 1) {
            return parameters;
        }
        String[] pairs = given.length == 1 ? new String[0] : given[1].split("&");
        return matchesQuery(wanted[1].split("="), pairs, parameters) ? parameters : null;
    }

    private static boolean matchesQuery(String[] wanted, String[] pairs, Map<String, String> parameters) {
        for (String pair : pairs) {
            String[] given = pair.split("=", 2);
            boolean isNamed = given.length == 2 && given[0].equals(wanted[0]);
            if (isNamed && wanted[1].startsWith("{")) {
                parameters.put(wanted[1].replaceAll("[{}]", ""), decoded(given[1]));
                return true;
            }
            if (isNamed && given[1].equals(wanted[1])) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Map<String, String> match(String template, String rawPath) {
        String[] expected = template.split("/", -1);
        String[] actual = rawPath.split("/", template.endsWith(REST) ? expected.length : -1);
        if (expected.length != actual.length) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i].startsWith("{") && !actual[i].isEmpty()) {
                parameters.put(expected[i].replaceAll("[{}.]", ""), decoded(actual[i]));
            } else if (!expected[i].equals(actual[i])) {
                return null;
            }
        }
        return parameters;
    }

    private static String decoded(String segment) {
        try {
            // A plus sign in a path is literal.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return segment;
        }
    }
}
