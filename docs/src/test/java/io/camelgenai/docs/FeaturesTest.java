package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table of features names an existing test. */
class FeaturesTest {

    private static final Path PAGE = Path.of("src/docs/asciidoc/features.adoc");
    private static final Path TESTS =
            Path.of("../camel-genai-component/camel-genai/src/test/java/io/camelgenai/component");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern ROW = Pattern.compile("\n\n\\|[^|\n]+\n\\|[^\n]+\n\\|([^\n]+)\n");

    static Stream<MatchResult> named() throws IOException {
        return NAMED.matcher(Files.readString(PAGE)).results();
    }

    static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results();
    }

    @ParameterizedTest
    @MethodSource("named")
    void theNamedTestExists(MatchResult test) throws IOException {
        assertThat(TESTS.resolve(test.group(1) + ".java"))
                .content()
                .as("The page of features names the test %s", test.group())
                .contains("void " + test.group(2) + "(");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowNamesATest(MatchResult row) {
        assertThat(NAMED.matcher(row.group(1)).find())
                .as("A test is named in the row %s", row.group())
                .isTrue();
    }
}
