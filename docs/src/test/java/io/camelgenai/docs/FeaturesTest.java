package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the table of features names a test, and every named test exists. */
class FeaturesTest {

    private static final String PAGE = Pages.all().get("features.adoc");
    private static final Pattern ROW = Pattern.compile("\n\n\\|[^|\n]+\n\\|[^\n]+\n\\|([^\n]+)(?=\n)");
    private static final Map<String, String> SOURCES = NamedTests.sources();

    static List<String> named() {
        return NamedTests.in(PAGE);
    }

    /** The last cells of the rows. */
    static List<String> rows() {
        return ROW.matcher(PAGE).results().map(row -> row.group(1)).toList();
    }

    @Test
    void everyRowIsFound() {
        String[] parts = PAGE.split("[|]===", -1);
        int expected = IntStream.range(0, parts.length)
                .filter(part -> part % 2 == 1)
                .map(part -> parts[part].split("\n\n").length - 1)
                .sum();

        assertThat(rows()).hasSize(expected);
    }

    @ParameterizedTest
    @MethodSource("named")
    void theNamedTestExists(String test) {
        assertThat(NamedTests.exists(test, SOURCES))
                .as("The page of features names the test %s", test)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowNamesATest(String lastCell) {
        assertThat(NamedTests.in(lastCell))
                .as("tests named in the cell %s", lastCell)
                .isNotEmpty();
    }
}
