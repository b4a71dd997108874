package io.camelgenai.provider;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reduces the HTML or XML page with which a gateway answers to what it says. */
final class PageText {

    private static final Pattern PAGE =
            Pattern.compile("\\s*<(!doctype|html|head|body|\\?xml)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final List<Pattern> HEADINGS =
            List.of(element("title"), element("h1"), element("h2"), element("body"), element("message"));
    private static final Pattern INVISIBLE = Pattern.compile(
            "<(script|style)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");

    private PageText() {}

    /** The message in a text; of a page, its title or its first heading. */
    static @Nullable String plain(String text) {
        String message = PAGE.matcher(text).lookingAt() ? heading(text) : text;
        return message.isBlank() ? null : message.strip();
    }

    private static String heading(String page) {
        String visible = INVISIBLE.matcher(page).replaceAll(" ");
        for (Pattern element : HEADINGS) {
            Matcher found = element.matcher(visible);
            String heading = found.find() ? words(found.group(1)) : "";
            if (!heading.isEmpty()) {
                return heading;
            }
        }
        return words(visible);
    }

    private static String words(String html) {
        return TAG.matcher(html)
                .replaceAll(" ")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Pattern element(String name) {
        return Pattern.compile(
                "<" + name + "\\b[^>]*>(.*?)(</" + name + "\\s*>|$)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
