package io.camelgenai.docs;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a page with the code that it includes, as Asciidoctor does. */
final class Includes {

    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^include::\\{([\\w-]+)}/([^\\[]+)\\[(?:tags?=([\\w;-]+))?[^]]*]$");

    /** The folders, by the attribute that the pages use; the same as in the POM. */
    private static final Map<String, Path> FOLDERS = Map.of(
            "snippets", Path.of("src/test/java/io/camelgenai/docs/snippets"),
            "routes", Path.of("src/test/resources/io/camelgenai/docs/snippets"),
            "examples", Path.of("../camel-genai-examples/chat-over-http/src/main/java/io/camelgenai/examples"),
            "examples-resources", Path.of("../camel-genai-examples/chat-over-http/src/main/resources"),
            "applications", Path.of("../camel-genai-examples"));

    private Includes() {}

    /** The text of a page, with what its includes show in their place. */
    static String resolved(String page) {
        return INCLUDE.matcher(Pages.text(Pages.FOLDER.resolve(page)))
                .replaceAll(include -> Matcher.quoteReplacement(included(include)));
    }

    private static String included(MatchResult include) {
        Path folder = FOLDERS.get(include.group(1));
        if (folder == null) {
            return include.group();
        }
        String text = Pages.text(folder.resolve(include.group(2)));
        return include.group(3) == null
                ? text
                : tagged(text, Arrays.asList(include.group(3).split(";")));
    }

    private static String tagged(String text, List<String> tags) {
        return tags.stream()
                .map(tag -> Pattern.compile(
                                "tag::" + tag + "\\[].*?\\n(.*?)\\n[^\\n]*end::" + tag + "\\[]", Pattern.DOTALL)
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }
}
