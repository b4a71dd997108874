package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
        String table = PAGE.substring(PAGE.indexOf("|==="), PAGE.lastIndexOf("|==="));

        assertThat(rows()).hasSize(table.split("\n\n").length - 1);
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
