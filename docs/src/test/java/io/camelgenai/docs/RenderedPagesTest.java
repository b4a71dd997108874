package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The HTML is complete: no link is broken, and the pages load nothing from other hosts. */
@Tag("rendered")
class RenderedPagesTest {

    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern FETCHED = Pattern.compile("(?:<(?:link|script|img|iframe|object|source)\\b[^>]*"
            + "(?:href|src|data)=\"([^\"]*)\")|url\\(([^)]*)\\)|@import ([^;]*);");

    private final Map<String, String> html =
            Pages.files(Path.of(System.getProperty("docs.html", "target/html")), ".html");

    private static Stream<MatchResult> in(String page, Pattern pattern) {
        return pattern.matcher(page).results();
    }

    @Test
    void everyPageIsRendered() {
        assertThat(html.keySet())
                .containsAll(Pages.all().keySet().stream()
                        .map(name -> name.replace(".adoc", ".html"))
                        .toList());
    }

    @Test
    void everyLinkWithinThePagesHasATarget() {
        Map<String, Set<String>> ids = new TreeMap<>();
        html.forEach((name, page) ->
                ids.put(name, in(page, ID).map(match -> match.group(1)).collect(Collectors.toSet())));
        html.forEach((name, page) -> in(page, LINK)
                .map(match -> match.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .forEach(link -> {
                    String[] parts = link.split("#", 2);
                    String target = parts[0].isEmpty()
                            ? name
                            : URI.create(name).resolve(parts[0]).toString();
                    assertThat(ids).as("%s links to %s", name, link).containsKey(target);
                    if (parts.length == 2 && !parts[1].isEmpty()) {
                        assertThat(ids.get(target))
                                .as("%s links to %s", name, link)
                                .contains(parts[1]);
                    }
                }));
    }

    @Test
    void everyPageIsReachableFromTheFirst() {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of("index.html"));
        while (!next.isEmpty()) {
            String page = next.remove();
            if (reached.add(page)) {
                String text = html.get(page);
                // The navigation bar is on every page and does not count.
                in(text.substring(text.indexOf("</nav>")), LINK)
                        .map(match -> match.group(1).replaceFirst("#.*", ""))
                        .filter(link -> !link.isEmpty() && !link.matches("[a-z]+:.*"))
                        .map(link -> URI.create(page).resolve(link).toString())
                        .filter(html::containsKey)
                        .forEach(next::add);
            }
        }
        assertThat(reached).containsAll(html.keySet());
    }

    @Test
    void nothingIsLoadedFromOtherHosts() {
        html.forEach((name, page) -> assertThat(in(page, FETCHED).map(MatchResult::group))
                .as("what %s loads", name)
                .noneMatch(each -> each.contains("//")));
    }

    @Test
    void noIncludeIsMissing() {
        html.forEach((name, page) -> assertThat(page).as(name).doesNotContain("Unresolved directive", "include::"));
    }
}
