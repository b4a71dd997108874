package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that the checklist names exists, in any module. */
class ChecklistTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    /** The sources of the test classes, by class name; those of one name in two modules are concatenated. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(each -> each.toString().matches(".*(Test|IT)\\.java")
                            && each.toString().replace('\\', '/').contains("src/test/java"))
                    .collect(Collectors.toMap(
                            each -> each.getFileName().toString().replace(".java", ""), Pages::text, String::concat));
        }
    }

    @Test
    void everyNamedTestExists() throws IOException {
        Map<String, String> tests = tests();
        List<MatchResult> named = NAMED.matcher(Pages.all().get("design/camel-checklist.adoc"))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(20);
        for (MatchResult each : named) {
            assertThat(tests).as("test classes").containsKey(each.group(1));
            assertThat(tests.get(each.group(1)))
                    .as("The checklist names the test %s", each.group())
                    .contains("void " + each.group(2) + "(");
        }
    }
}
