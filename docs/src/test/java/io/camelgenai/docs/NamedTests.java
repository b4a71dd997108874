package io.camelgenai.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests that a page names as {@code ClassTest.method}. */
final class NamedTests {

    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    private NamedTests() {}

    /** The tests that a text names, as {@code ClassTest.method}. */
    static List<String> in(String text) {
        return NAMED.matcher(text)
                .results()
                .map(match -> match.group(1) + "." + match.group(2))
                .toList();
    }

    /** The sources of the test classes of all modules, by class name; those of one name are concatenated. */
    static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(each -> each.toString().matches(".*(Test|IT)\\.java")
                            && each.toString().replace('\\', '/').contains("src/test/java"))
                    .collect(Collectors.toMap(
                            each -> each.getFileName().toString().replace(".java", ""), Pages::text, String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a test exists in these sources. */
    static boolean exists(String test, Map<String, String> sources) {
        String[] parts = test.split("\\.");
        return sources.getOrDefault(parts[0], "").contains("void " + parts[1] + "(");
    }
}
