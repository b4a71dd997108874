package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The map in CONTRIBUTING names existing classes. */
class MapTest {

    private static final Path SOURCES = Path.of("../camel-genai-component/camel-genai/src/main/java/io/camelgenai");
    private static final Pattern STEP = Pattern.compile("(?m)^\\d+\\. `([\\w.]+)`: \\S.*$");
    private static final Pattern QUALIFIED = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)`");
    private static final Pattern SIMPLE = Pattern.compile("`([A-Z]\\w+)(?:\\.[a-z]\\w*)?`");

    private final String map = section(Pages.text(Path.of("../CONTRIBUTING.md")), "## Map", "\n## ");

    private static String section(String text, String heading, String next) {
        int start = text.indexOf(heading);
        assertThat(start).as("the heading %s of CONTRIBUTING.md", heading).isNotNegative();
        return text.substring(start, text.indexOf(next, start + heading.length()));
    }

    private static List<String> named(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** Every step is one line that begins with a class: the numbers of lines and of steps are the same. */
    private void assertSteps(String heading, int atLeast) {
        String steps = section(map, heading, "\n### ");

        assertThat(named(STEP, steps))
                .as("steps of: %s", heading)
                .hasSizeGreaterThan(atLeast)
                .doesNotHaveDuplicates()
                .hasSize(named(Pattern.compile("(?m)^(\\d+)\\. "), steps).size())
                .allSatisfy(MapTest::assertExists);
    }

    private static void assertExists(String type) {
        assertThat(SOURCES.resolve(type.replace('.', '/') + ".java"))
                .as("CONTRIBUTING.md names the class %s", type)
                .satisfies(file -> assertThat(Files.isRegularFile(file)).isTrue());
    }

    @Test
    void theStepsOfAPromptAreClasses() {
        assertSteps("### The way of a prompt", 15);
    }

    @Test
    void theStepsOfAnEventAreClasses() {
        assertSteps("### The way of an event", 10);
    }

    @Test
    void everyClassOnTheMapExists() throws Exception {
        assertThat(named(QUALIFIED, map)).hasSizeGreaterThan(30).allSatisfy(MapTest::assertExists);

        List<String> files = JavaName.sources().stream()
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(named(SIMPLE, map)).hasSizeGreaterThan(5).allSatisfy(type -> assertThat(files)
                .as("CONTRIBUTING.md names the class %s", type)
                .contains(type + ".java"));
    }
}
