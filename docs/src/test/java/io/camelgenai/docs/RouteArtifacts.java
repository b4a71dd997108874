package io.camelgenai.docs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;

/** Finds the artifacts that the routes of a page need, and writes the line in which the page lists them. */
final class RouteArtifacts {

    private static final Pattern CODE =
            Pattern.compile("(?m)^\\[source,(?:java|yaml|xml)[^]]*]\\n----\\n(.*?)\\n----$", Pattern.DOTALL);
    private static final Pattern CODE_OF_MARKDOWN =
            Pattern.compile("(?m)^```(?:java|yaml|xml)\\n(.*?)\\n```$", Pattern.DOTALL);

    /** An endpoint in Java, in YAML, in XML, and in the endpoint DSL. */
    private static final Pattern ENDPOINT = Pattern.compile(
            "(?:from|to|toD)\\(\"([a-z][\\w-]*):|(?:uri|to|toD): *\"?([a-z][\\w-]*):|uri=\"([a-z][\\w-]*):"
                    + "|(?:from|to)\\(([a-z]+)\\(\"");

    /** What else needs an artifact, and the languages that are not Java. */
    private static final Map<Pattern, String> FEATURES = Map.of(
            Pattern.compile("\\$\\{(?:body|header\\.\\w+)\\."), "camel-bean",
            Pattern.compile("marshal\\(\\)\\s*\\.json|json: *\\{"), "camel-jackson",
            Pattern.compile("EndpointRouteBuilder"), "camel-endpointdsl",
            Pattern.compile("circuitBreaker\\(\\)"), "camel-resilience4j",
            Pattern.compile("(?m)^- (?:from|route):"), "camel-yaml-dsl",
            Pattern.compile("<route[ >]"), "camel-xml-io-dsl");

    private static final List<String> LANGUAGES = List.of("camel-yaml-dsl", "camel-xml-io-dsl");
    private static final CamelCatalog CATALOG = new DefaultCamelCatalog();

    private RouteArtifacts() {}

    /** The line of each page with routes, by file name; a page that shows a whole POM needs none. */
    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        Pages.all().forEach((name, page) -> {
            Set<String> artifacts = of(blocks(CODE, Includes.resolved(name)));
            if (!artifacts.isEmpty() && !page.contains("\n.pom.xml\n")) {
                files.put(fileName(name), line(artifacts));
            }
        });
        return files;
    }

    /** The name of the file with the line of a page. */
    static String fileName(String page) {
        return "artifacts-" + page.replace('/', '-');
    }

    /** The artifacts that the routes of a Markdown file need. */
    static Set<String> ofMarkdown(String text) {
        return of(codeOfMarkdown(text));
    }

    /** The blocks of code in a Markdown file. */
    static List<String> codeOfMarkdown(String text) {
        return blocks(CODE_OF_MARKDOWN, text);
    }

    private static List<String> blocks(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** A test of a recipe is for all languages, and not one of its routes. */
    private static Set<String> of(List<String> blocks) {
        String code = blocks.stream()
                .filter(block -> !block.contains("@ParameterizedTest"))
                .collect(Collectors.joining("\n"));
        Set<String> artifacts = new TreeSet<>();
        ENDPOINT.matcher(code).results().map(RouteArtifacts::scheme).forEach(scheme -> artifacts.add(artifact(scheme)));
        if (!artifacts.isEmpty()) {
            FEATURES.forEach((pattern, artifact) -> {
                if (pattern.matcher(code).find()) {
                    artifacts.add(artifact);
                }
            });
        }
        return artifacts;
    }

    private static String scheme(MatchResult endpoint) {
        for (int group = 1; group <= endpoint.groupCount(); group++) {
            if (endpoint.group(group) != null) {
                return endpoint.group(group);
            }
        }
        throw new IllegalStateException(endpoint.group());
    }

    private static String artifact(String scheme) {
        if (scheme.equals("genai")) {
            return "camel-genai";
        }
        if (!CATALOG.findComponentNames().contains(scheme)) {
            throw new IllegalArgumentException("The routes of a page use the scheme " + scheme
                    + ", which Camel does not have: correct the route, or the pattern that reads it");
        }
        return CATALOG.componentModel(scheme).getArtifactId();
    }

    private static String line(Set<String> artifacts) {
        String line = "Artifacts of the routes on this page: "
                + artifacts.stream()
                        .filter(each -> !LANGUAGES.contains(each))
                        .map(Table::code)
                        .collect(Collectors.joining(", "));
        if (artifacts.containsAll(LANGUAGES)) {
            line += "; for YAML also `+camel-yaml-dsl+`, for XML `+camel-xml-io-dsl+`";
        }
        return "[.artifacts]\n" + line + ".\n";
    }
}
