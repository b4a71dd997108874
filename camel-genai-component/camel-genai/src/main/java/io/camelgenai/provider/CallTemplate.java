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
 * @param segments the segments of the path below the base URL; {@code {id}} fills one, {@code {model}} may fill several
 * @param query the query parameters
 * @param body fields that every request body contains, or null for a call without a body
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

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");
    private static final List<String> VARIABLES = List.of(ID, MODEL, CLIENT_ID, SECONDS);
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    public CallTemplate {
        segments = List.copyOf(segments);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    static CallTemplate read(DescriptorSection section) {
        String call = section.text("call");
        int space = call.indexOf(' ');
        String method = space < 0 ? call : call.substring(0, space);
        if (space < 0 || !METHODS.contains(method) || !call.startsWith("/", space + 1)) {
            throw section.problem(
                    "call", "expected a method and a path such as 'GET /jobs/{id}', found '" + call + "'");
        }
        Matcher variables = VARIABLE.matcher(call);
        while (variables.find()) {
            if (!VARIABLES.contains(variables.group(1))) {
                throw section.problem("call", variables.group() + " is none of " + VARIABLES);
            }
        }
        String target = call.substring(space + 2);
        int mark = target.indexOf('?');
        return new CallTemplate(
                method,
                List.of((mark < 0 ? target : target.substring(0, mark)).split("/", -1)),
                mark < 0 ? Map.of() : query(target.substring(mark + 1)),
                section.optionalObject("body"),
                section.flag("repeatable") || method.equals("GET"));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            query.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return query;
    }

    /** Whether path or query depend on the request. */
    public boolean hasVariables() {
        return segments.stream().anyMatch(CallTemplate::isTemplate)
                || query.values().stream().anyMatch(CallTemplate::isTemplate);
    }

    private static boolean isTemplate(String text) {
        return text.indexOf('{') >= 0;
    }

    /** The variables of path and query. */
    Set<String> variables() {
        return Stream.concat(segments.stream(), query.values().stream())
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
        for (String segment : filled) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || hasControlCharacter(segment)) {
                throw new IllegalArgumentException(
                        "A generation id or a model cannot contain a control character" + " or be empty, '.' or '..'");
            }
        }
        return filled;
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
