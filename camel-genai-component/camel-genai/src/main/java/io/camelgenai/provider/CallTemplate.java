package io.camelgenai.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call of a provider's API. Its path and query contain variables, such as {@code {id}}, that are filled for each
 * request.
 *
 * @param method the HTTP method
 * @param segments the segments of the path below the base URL, the last one empty where the path ends with a slash; {@code {id}}
 *     fills one, {@code {model}} may fill several
 * @param query the query parameters
 * @param body fields that every request body contains, in whose texts variables are filled too; null for a call without a body of
 *     its own
 * @param repeatable whether the call may be retried after it got no response
 */
public record CallTemplate(
        String method,
        List<String> segments,
        Map<String, String> query,
        @Nullable ObjectNode body,
        boolean repeatable) {

    /** The variable for the generation's id. */
    public static final String ID = "id";
    /** The variable for the model. */
    public static final String MODEL = "model";
    /** The variable for an id that the client chooses for a new generation. */
    public static final String CLIENT_ID = "clientId";
    /** The variable for the wait of a long poll, in seconds. */
    public static final String SECONDS = "seconds";
    /** The variable for the event after which a stream resumes. */
    public static final String CURSOR = "cursor";

    /** Methods whose requests have a body, were it an empty one (RFC 9110, section 9.3). */
    public static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    public CallTemplate {
        segments = List.copyOf(segments);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /** Whether path or query depend on the request. */
    public boolean hasVariables() {
        return segments.stream().anyMatch(CallTemplate::isTemplate)
                || query.values().stream().anyMatch(CallTemplate::isTemplate);
    }

    private static boolean isTemplate(String text) {
        return text.indexOf('{') >= 0;
    }

    /** The variables of path, query and body. */
    Set<String> variables() {
        Stream<String> inBody = body == null ? Stream.of() : JsonTexts.in(body).stream();
        return Stream.of(segments.stream(), query.values().stream(), inBody)
                .flatMap(texts -> texts)
                .flatMap(text -> VARIABLE.matcher(text).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** Refuses a descriptor whose call lacks a variable without which it makes no sense. */
    CallTemplate requireVariable(String variable, DescriptorSection section) {
        if (!variables().contains(variable)) {
            throw section.problem("call", "contains no {" + variable + "}");
        }
        return this;
    }

    /** The same call with one more query parameter, which this variable fills. */
    CallTemplate withQuery(String parameter, String variable) {
        Map<String, String> longer = new LinkedHashMap<>(query);
        longer.put(parameter, "{" + variable + "}");
        return new CallTemplate(method, segments, longer, body, repeatable);
    }

    /**
     * The segments of the path with the variables filled.
     *
     * @throws IllegalArgumentException when a value would lead to another path than the one that is meant
     */
    public List<String> path(Map<String, String> values) {
        List<String> filled = new ArrayList<>();
        for (String segment : segments) {
            if (segment.equals("{" + MODEL + "}")) {
                filled.addAll(List.of(fill(segment, values).split("/", -1)));
            } else {
                filled.add(fill(segment, values));
            }
        }
        for (String segment : endsWithSlash() ? filled.subList(0, filled.size() - 1) : filled) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || hasControlCharacter(segment)) {
                throw new IllegalArgumentException(
                        "A generation id or a model cannot contain a control character" + " or be empty, '.' or '..'");
            }
        }
        return filled;
    }

    private boolean endsWithSlash() {
        return segments.get(segments.size() - 1).isEmpty();
    }

    private static boolean hasControlCharacter(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) < ' ') {
                return true;
            }
        }
        return false;
    }

    /** The query parameters with the variables filled. */
    public Map<String, String> query(Map<String, String> values) {
        Map<String, String> filled = new LinkedHashMap<>();
        query.forEach((name, value) -> filled.put(name, fill(value, values)));
        return filled;
    }

    /** The body with the variables filled, or null for a call without a body of its own. */
    public @Nullable ObjectNode body(Map<String, String> values) {
        return body == null ? null : (ObjectNode) JsonTexts.mapped(body, text -> fill(text, values));
    }

    private static String fill(String template, Map<String, String> values) {
        if (!isTemplate(template)) {
            return template;
        }
        return VARIABLE.matcher(template).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("The call needs a value for " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
