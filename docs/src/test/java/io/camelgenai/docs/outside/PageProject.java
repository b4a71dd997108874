package io.camelgenai.docs.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project as a rendered page shows it. A block with the role {@code file} is a file, and its title the path; a page that
 * shows a file in several languages gives each the role {@code only-LANGUAGE}. Commands have a role each.
 */
final class PageProject {

    private static final Pattern BLOCK = Pattern.compile(
            "<div class=\"listingblock ([^\"]*)\">\\s*(?:<div class=\"title\">([^<]*)</div>\\s*)?"
                    + "<div class=\"content\">\\s*<pre[^>]*>(.*?)</pre>",
            Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern DEPENDENCY_OF_A_LANGUAGE = Pattern.compile(
            "\\s*<!-- Only for routes in (\\w+)\\. -->\\s*<dependency>.*?</dependency>", Pattern.DOTALL);

    private final String language;
    private final List<MatchResult> blocks;

    private PageProject(String language, List<MatchResult> blocks) {
        this.language = language;
        this.blocks = blocks;
    }

    /**
     * Reads a page.
     *
     * @param page its HTML
     * @param language of the routes, where the page has several, otherwise empty
     */
    static PageProject of(Path page, String language) throws IOException {
        return new PageProject(
                language, BLOCK.matcher(Files.readString(page)).results().toList());
    }

    /** The content of each file, by its path. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (MatchResult block : blocks) {
            List<String> roles = List.of(block.group(1).split(" "));
            boolean selected =
                    roles.contains("only-" + language) || roles.stream().noneMatch(role -> role.startsWith("only-"));
            if (roles.contains("file") && selected) {
                files.put(block.group(2), withDependenciesOfTheLanguage(text(block)));
            }
        }
        return files;
    }

    private String withDependenciesOfTheLanguage(String content) {
        return DEPENDENCY_OF_A_LANGUAGE
                .matcher(content)
                .replaceAll(match ->
                        match.group(1).equalsIgnoreCase(language) ? Matcher.quoteReplacement(match.group()) : "");
    }

    /** The command with this role, as a reader copies it. */
    String command(String role) {
        return blocks.stream()
                .filter(block -> List.of(block.group(1).split(" ")).contains(role))
                .map(PageProject::text)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No block of the page has the role " + role));
    }

    private static String text(MatchResult block) {
        return TAG.matcher(block.group(3))
                        .replaceAll("")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&")
                + "\n";
    }
}
