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
 * One call of a provider's API. Its path, query and headers contain variables, such as {@code {id}}, that are filled for each
 * request. A query parameter or header with a parameter of the caller, {@code {param.NAME}}, is left out where the caller does not
 * set it.
 *
 * @param method the HTTP method
 * @param link the path of the URL in the provider's last document about the generation, or null where the URL consists of the
 *     segments
 * @param segments the segments of the path below the base URL, the last one empty where the path ends with a slash; {@code {id}}
 *     fills one, {@code {model}} and {@code {id*}} may fill several, {@code {model:2}} the first two of the model
 * @param query the query parameters
 * @param headers the headers of this call
 * @param body fields that every request body contains, in whose texts variables are filled too; null for a call without a body of
 *     its own
 * @param repeatable whether the call may be retried after it got no response
 * @param otherwise the call where the document has no URL, or null where there is none
 */
public record CallTemplate(
        String method,
        @Nullable JsonPath link,
        List<String> segments,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable ObjectNode body,
        boolean repeatable,
        @Nullable CallTemplate otherwise) {

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

    /** What the name of a variable begins with that is a parameter of the caller. */
    public static final String PARAM = "param.";

    static final Pattern VARIABLE = Pattern.compile("\\{((?:param\\.)?\\w+|/[^{}~]+)(?:(\\*)|:(\\d))?}");

    public CallTemplate {
        segments = List.copyOf(segments);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        headers = Map.copyOf(headers);
    }

    /** Whether path or query depend on the request. */
    public boolean hasVariables() {
        return segments.stream().anyMatch(CallTemplate::isTemplate)
                || query.values().stream().anyMatch(CallTemplate::isTemplate);
    }

    private static boolean isTemplate(String text) {
        return text.indexOf('{') >= 0;
    }

    /** The variables of path, query, headers and body. */
    Set<String> variables() {
        Stream<String> inBody = body == null ? Stream.of() : JsonTexts.in(body).stream();
        return Stream.of(segments.stream(), query.values().stream(), headers.values().stream(), inBody)
                .flatMap(texts -> texts)
                .flatMap(text -> VARIABLE.matcher(text).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** The paths of the values of a document that the call contains, as {@code {/path}}. */
    List<JsonPath> paths() {
        return variables().stream()
                .filter(CallTemplate::isPath)
                .map(JsonPath::of)
                .toList();
    }

    static boolean isPath(String variable) {
        return variable.startsWith("/");
    }

    /** Whether the provider's document has the URL of this call. */
    public boolean isLink() {
        return link != null;
    }

    /** The URL among the values of a document, {@link Links#in}, or null. */
    public @Nullable String link(Map<String, String> values) {
        return values.get(String.valueOf(link));
    }

    /** The paths of the URLs that a document about the generation has for this call. */
    Stream<JsonPath> links() {
        return Stream.concat(Stream.ofNullable(link), otherwise == null ? Stream.of() : otherwise.links());
    }

    /** Refuses a descriptor whose call lacks a variable without which it makes no sense. */
    CallTemplate requireVariable(String variable, DescriptorSection section) {
        if (otherwise != null) {
            otherwise.requireVariable(variable, section);
        } else if (link == null && !variables().contains(variable)) {
            throw section.problem("call", "contains no {" + variable + "}");
        }
        return this;
    }

    /** The same call with these headers of its own. */
    CallTemplate withHeaders(Map<String, String> others) {
        return new CallTemplate(method, link, segments, query, others, body, repeatable, otherwise);
    }

    /** Whether the path names the model. */
    public boolean hasModelInPath() {
        return segments.stream().anyMatch(segment -> segment.startsWith("{" + MODEL));
    }

    /** The same call with one more query parameter, which this variable fills. */
    CallTemplate withQuery(String parameter, String variable) {
        Map<String, String> longer = new LinkedHashMap<>(query);
        longer.put(parameter, "{" + variable + "}");
        CallTemplate other = otherwise == null ? null : otherwise.withQuery(parameter, variable);
        return new CallTemplate(method, link, segments, longer, headers, body, repeatable, other);
    }

    /**
     * The segments of the path with the variables filled.
     *
     * @throws IllegalArgumentException when a value would lead to another path than the one that is meant
     */
    public List<String> path(Map<String, String> values) {
        List<String> filled = new ArrayList<>();
        for (String segment : segments) {
            filled.addAll(segments(segment, values));
        }
        for (String segment : endsWithSlash() ? filled.subList(0, filled.size() - 1) : filled) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || hasControlCharacter(segment)) {
                throw new IllegalArgumentException(
                        "A generation id or a model cannot contain a control character" + " or be empty, '.' or '..'");
            }
        }
        return filled;
    }

    private static List<String> segments(String template, Map<String, String> values) {
        Matcher variable = VARIABLE.matcher(template);
        if (!variable.matches() || !(variable.group(1).equals(MODEL) || variable.group(2) != null)) {
            return List.of(fill(template, values));
        }
        List<String> all = List.of(fill(template, values).split("/", -1));
        return variable.group(3) == null
                ? all
                : all.subList(0, Math.min(all.size(), Integer.parseInt(variable.group(3))));
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
        return filled(query, values);
    }

    /** The headers with the variables filled. */
    public Map<String, String> headers(Map<String, String> values) {
        return filled(headers, values);
    }

    private static Map<String, String> filled(Map<String, String> templates, Map<String, String> values) {
        Map<String, String> filled = new LinkedHashMap<>();
        templates.forEach((name, template) -> {
            if (!lacksParam(template, values)) {
                filled.put(name, fill(template, values));
            }
        });
        return filled;
    }

    private static boolean lacksParam(String template, Map<String, String> values) {
        return template.contains("{" + PARAM)
                && VARIABLE.matcher(template)
                        .results()
                        .map(match -> match.group(1))
                        .anyMatch(variable -> variable.startsWith(PARAM) && !values.containsKey(variable));
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
                throw new IllegalArgumentException(missing(match.group(1)));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String missing(String variable) {
        return switch (variable) {
            case MODEL -> "The provider needs the model, too: name it in the URI, or in the header CamelGenAiModel";
            default ->
                variable.startsWith(PARAM)
                        ? "The provider needs the parameter '" + variable.substring(PARAM.length())
                                + "': set the option " + variable
                        : "The call needs a value for {" + variable + "}";
        };
    }
}
