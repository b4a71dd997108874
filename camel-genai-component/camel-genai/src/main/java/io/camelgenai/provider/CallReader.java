package io.camelgenai.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the calls of a descriptor, and refuses those that could not be sent as they are written. */
final class CallReader {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");

    private static final String NO_BODY = "none";

    /** The path of a URL in an answer, in place of a path of the API. */
    private static final Pattern LINK = Pattern.compile("\\{(/.+)}");

    /** A slash that is not part of a variable. */
    private static final Pattern SLASH = Pattern.compile("/(?![^{}]*})");

    /** A parameter of the caller. */
    private static final Pattern OWN = Pattern.compile("param\\.\\w+");

    private final DescriptorSection section;
    private final List<String> variables;
    private boolean creates;
    private boolean followsState;
    private final String method;
    private final String target;
    private final @Nullable JsonPath link;
    private final @Nullable CallReader otherwise;

    private CallReader(DescriptorSection section, List<String> variables) {
        this(section, variables, section.require("call"));
    }

    /** @param call one call, or several of which the first counts that has its URL */
    private CallReader(DescriptorSection section, List<String> variables, DescriptorValue call) {
        this.section = section;
        this.variables = variables;
        List<DescriptorValue> alternatives = call.elements();
        String first = alternatives.get(0).text();
        int space = first.indexOf(' ');
        this.method = space < 0 ? first : first.substring(0, space);
        Matcher linked = LINK.matcher(space < 0 ? "" : first.substring(space + 1));
        boolean isLink = linked.matches();
        if (space < 0 || !METHODS.contains(method) || !(isLink || first.startsWith("/", space + 1))) {
            throw problem("expected a method and a path such as 'GET /jobs/{id}', found '" + first + "'");
        }
        this.link = isLink ? JsonPath.of(linked.group(1)) : null;
        this.target = isLink ? "" : first.substring(space + 2);
        this.otherwise = alternatives.size() == 1 ? null : new CallReader(section, variables, alternatives.get(1));
        if (alternatives.size() > 2 || (otherwise != null && (!isLink || otherwise.link != null))) {
            throw problem("expected one call, or '{/path/of/a/url}' of the answer first and a path second");
        }
        if (isLink && !variables.contains(CallTemplate.ID)) {
            throw problem(first + " is for calls about a generation that exists");
        }
    }

    /** A call that creates: its body is the request. */
    static CallTemplate create(DescriptorSection section) {
        return create(section, Set.of());
    }

    /** @param more further variables that can be filled */
    static CallTemplate create(DescriptorSection section, Set<String> more) {
        List<String> variables = new ArrayList<>(List.of(CallTemplate.MODEL, CallTemplate.CLIENT_ID));
        variables.addAll(more);
        CallReader reader = new CallReader(section, variables);
        reader.creates = true;
        if (!CallTemplate.WITH_BODY.contains(reader.method)) {
            throw reader.problem("a create sends a request: use POST, PUT or PATCH");
        }
        return reader.read(section.optionalObject("body"), false);
    }

    /**
     * A call without a request, whose body is that of the descriptor.
     *
     * @param variables those that can be filled
     */
    static CallTemplate of(DescriptorSection section, String... variables) {
        return new CallReader(section, List.of(variables)).withOwnBody(false);
    }

    /** As {@link #of}; the call may also contain values of the state that was read before it, as {@code {/path}}. */
    static CallTemplate afterState(DescriptorSection section, String... variables) {
        CallReader reader = new CallReader(section, List.of(variables));
        reader.followsState = true;
        return reader.withOwnBody(false);
    }

    /** As {@link #of}; the section may say whether it is repeatable. A GET always is. */
    static CallTemplate repeatable(DescriptorSection section, String... variables) {
        return new CallReader(section, List.of(variables)).withOwnBody(section.flag("repeatable"));
    }

    /**
     * A call that uploads a file, or asks where it goes. It may be repeated: a file that is stored twice costs nothing.
     *
     * @param hasParts whether the file and the parts beside it are the body
     */
    static CallTemplate upload(DescriptorSection section, boolean hasParts, String... variables) {
        CallReader reader = new CallReader(section, List.of(variables));
        if (!CallTemplate.WITH_BODY.contains(reader.method)) {
            throw reader.problem("an upload sends a request: use POST, PUT or PATCH");
        }
        return hasParts ? reader.read(null, true) : reader.withOwnBody(true);
    }

    private CallTemplate withOwnBody(boolean repeatable) {
        DescriptorValue body = section.optional("body");
        boolean isNone = body != null && body.is(NO_BODY);
        if (body == null && CallTemplate.WITH_BODY.contains(method)) {
            throw section.problem(
                    "body", "missing: what a " + method + " sends, such as {}; or 'none' for a request without a body");
        }
        if (body != null && method.equals("GET")) {
            throw section.problem("body", "a GET has no body");
        }
        return read(body == null || isNone ? null : body.freeObject(), repeatable || method.equals("GET"));
    }

    private CallTemplate read(@Nullable ObjectNode body, boolean repeatable) {
        Map<String, String> headers = section.entries("headers", this::header);
        CallTemplate other = otherwise == null ? null : otherwise.read(body, repeatable);
        if (link != null) {
            return new CallTemplate(method, link, List.of(), Map.of(), headers, body, repeatable, other);
        }
        if (target.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw problem("the path contains a blank or a control character");
        }
        int mark = target.indexOf('?');
        Map<String, String> query = mark < 0 ? Map.of() : query(target.substring(mark + 1));
        List<String> segments = List.of(SLASH.split(mark < 0 ? target : target.substring(0, mark), -1));
        requireVariables(segments, query);
        if (body != null) {
            JsonTexts.in(body).forEach(text -> requireFillable("body", text));
        }
        requireSegments(segments);
        return new CallTemplate(method, null, segments, query, headers, body, repeatable, null);
    }

    private String header(DescriptorValue value) {
        String text = HeaderNames.value(value);
        requireFillable("headers", text);
        requireNoBrace(withoutVariables(text), "a header");
        return text;
    }

    private void requireVariables(List<String> segments, Map<String, String> query) {
        requireFillable("call", target);
        query.keySet().forEach(name -> requireNoBrace(name, "the name of a query parameter"));
        segments.forEach(segment -> requireNoBrace(withoutVariables(segment), "the path"));
        query.values().forEach(value -> requireNoBrace(withoutVariables(value), "a query parameter"));
    }

    private void requireFillable(String key, String text) {
        Matcher found = CallTemplate.VARIABLE.matcher(text);
        while (found.find()) {
            String variable = found.group(1);
            boolean isOwn = creates && OWN.matcher(variable).matches();
            boolean isOfState = followsState && CallTemplate.isPath(variable);
            if (isOfState) {
                requireOneValue(key, variable);
            } else if (!isOwn && !variables.contains(variable)) {
                throw section.problem(key, found.group() + " cannot be filled here; " + fillable());
            }
        }
    }

    /** Only one value can be filled in. */
    private void requireOneValue(String key, String path) {
        JsonPath read;
        try {
            read = JsonPath.of(path);
        } catch (IllegalArgumentException e) {
            throw section.problem(key, String.valueOf(e.getMessage()));
        }
        if (read.hasWildcard()) {
            throw section.problem(key, "{" + path + "} may be several values: name one of them");
        }
    }

    private String fillable() {
        if (variables.isEmpty()) {
            return "no variable can";
        }
        String known =
                String.join(" or ", variables.stream().map("{%s}"::formatted).toList());
        return "use " + known + (followsState ? ", or {/path} for a value of the state" : "");
    }

    private void requireNoBrace(String text, String where) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw problem("'" + text + "' in " + where + " has a brace that belongs to no variable");
        }
    }

    private static String withoutVariables(String text) {
        return CallTemplate.VARIABLE.matcher(text).replaceAll("");
    }

    /** Only the last segment may be empty, where the path ends with a slash. */
    private void requireSegments(List<String> segments) {
        boolean leads = segments.stream().anyMatch(segment -> segment.equals(".") || segment.equals(".."));
        if (leads || segments.subList(0, segments.size() - 1).contains("")) {
            throw problem("the path contains a segment that is empty, '.' or '..'");
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            query.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return query;
    }

    private DescriptorException problem(String reason) {
        return section.problem("call", reason);
    }
}
