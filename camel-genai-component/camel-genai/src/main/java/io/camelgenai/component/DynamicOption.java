package io.camelgenai.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.util.Pair;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * An option in the URI of a {@code toD} whose value must arrive as it is. Camel evaluates the whole URI before it parses it, and
 * a value of a message is then read as a part of a URI: {@code +} is a blank, {@code &} begins another option, {@code RAW(...)}
 * is unwrapped, and blanks at the end are cut. So the value is evaluated once more by itself, and cut out of the URI.
 */
final class DynamicOption {

    private static final String PLACEHOLDER = "{{";

    private final String name;
    private final String header;
    private final String before;
    private final String after;
    private final Expression value;
    private final int options;

    /**
     * The value, and the URI without it.
     *
     * @param header the header that has the value in place of the option
     */
    record Taken(String header, String value, String uri) {}

    private DynamicOption(String name, String header, String before, String after, Expression value, int options) {
        this.name = name;
        this.header = header;
        this.before = before;
        this.after = after;
        this.value = value;
        this.options = options;
    }

    /**
     * The option of this name, or null where the template does not have it: then a message brings all of it, as URI text.
     *
     * @param template the URI before it is evaluated
     * @param header the header that can have the value in place of the option
     */
    static @Nullable DynamicOption in(CamelContext context, String template, String name, String header) {
        List<String> parts = partsOf(template);
        String option = parts.stream()
                .skip(1)
                .filter(each -> each.startsWith(name + '='))
                .findFirst()
                .orElse(null);
        if (option == null) {
            return null;
        }
        String text = option.substring(name.length() + 1);
        boolean raw = text.matches("(?s)RAW\\(.*\\)|RAW\\{.*}");
        String before = raw ? text.substring(0, "RAW(".length()) : "";
        String after = raw ? text.substring(text.length() - 1) : "";
        String inside = text.substring(before.length(), text.length() - after.length());
        Expression value =
                context.resolveLanguage("simple").createExpression(context.resolvePropertyPlaceholders(inside));
        value.init(context);
        return new DynamicOption(name, header, before, after, value, parts.size() - 1);
    }

    /** The path and the options of a template, which is split outside of its expressions only. */
    private static List<String> partsOf(String template) {
        List<String> parts = new ArrayList<>();
        List<Pair<Integer>> raw = URISupport.scanRaw(template);
        int begin = 0;
        int depth = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0 && !URISupport.isRaw(i, raw) && (c == '&' || (c == '?' && parts.isEmpty()))) {
                parts.add(template.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(template.substring(begin));
        return parts;
    }

    /**
     * Cuts the option out of an evaluated URI.
     *
     * @param alreadyTaken how many other options of the template have been cut out
     * @throws IllegalArgumentException when the value cannot be distinguished from the rest of the URI
     */
    Taken takeFrom(String uri, int alreadyTaken, Exchange exchange) {
        String evaluated = Objects.requireNonNullElse(value.evaluate(exchange, String.class), "");
        String option = name + '=' + before + evaluated + after;
        int at = indexOf(uri, option);
        if (at >= 0) {
            return taken(evaluated, uri, at, option.length());
        }
        String trimmed = option.trim();
        int atEnd = uri.length() - trimmed.length();
        if (trimmed.length() < option.length() && indexOf(uri, trimmed) == atEnd) {
            return taken(evaluated, uri, atEnd, trimmed.length());
        }
        return takeChanged(uri, options - alreadyTaken, evaluated);
    }

    /** An expression that has another value each time: the one in the URI counts, where it cannot be mistaken. */
    private Taken takeChanged(String uri, int expected, String evaluated) {
        int at = Math.max(uri.indexOf('?' + name + '='), uri.indexOf('&' + name + '=')) + 1;
        if (at == 0
                || evaluated.contains(PLACEHOLDER)
                || uri.chars().filter(c -> c == '&').count() >= expected) {
            throw refused();
        }
        int end = uri.indexOf('&', at);
        String option = end < 0 ? uri.substring(at) : uri.substring(at, end);
        String inUri = option.substring(name.length() + 1 + before.length(), option.length() - after.length());
        return taken(inUri, uri, at, option.length());
    }

    private Taken taken(String text, String uri, int at, int length) {
        int end = at + length;
        String rest = end < uri.length() ? uri.substring(0, at) + uri.substring(end + 1) : uri.substring(0, at - 1);
        if (rest.contains('?' + name + '=') || rest.contains('&' + name + '=')) {
            throw refused();
        }
        return new Taken(header, text, rest);
    }

    /** Where the option stands among the others as it is, or -1. */
    private static int indexOf(String uri, String option) {
        int at = uri.indexOf(option);
        while (at > 0) {
            int end = at + option.length();
            boolean begins = uri.charAt(at - 1) == '?' || uri.charAt(at - 1) == '&';
            if (begins && (end == uri.length() || uri.charAt(end) == '&')) {
                return at;
            }
            at = uri.indexOf(option, at + 1);
        }
        return -1;
    }

    private IllegalArgumentException refused() {
        return new IllegalArgumentException("The option " + name
                + " has a value in toD that cannot be distinguished from the rest of the URI: set the header " + header
                + " in its place");
    }
}
