package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the tables of features has a row in the tables of their tests, and every test that is named there exists. */
class FeaturesTest {

    private static final String FEATURES = Pages.all().get("features.adoc");
    private static final String TESTS = Pages.all().get("maintainers/features-and-tests.adoc");
    private static final Pattern HEADING_OR_ROW = Pattern.compile("(?m)^== .*$|(?<=\n\n)\\|[^|\n]+(?=\n\\|)");
    private static final Pattern ROW = Pattern.compile("\n\n\\|([^|\n]+)\n\\|([^\n]+)(?=\n)");
    private static final Map<String, String> SOURCES = NamedTests.sources();

    static List<String> named() {
        return NamedTests.in(TESTS);
    }

    /** The last cells of the rows. */
    static List<String> rows() {
        return ROW.matcher(TESTS).results().map(row -> row.group(2)).toList();
    }

    /** The headings and the names of the features, in their order. */
    private static List<String> features(String page) {
        return HEADING_OR_ROW.matcher(page).results().map(MatchResult::group).toList();
    }

    @Test
    void everyFeatureHasItsTests() {
        assertThat(features(FEATURES)).hasSizeGreaterThan(80);
        assertThat(features(TESTS)).isEqualTo(features(FEATURES));
        assertThat(rows()).hasSize((int)
                features(TESTS).stream().filter(line -> line.startsWith("|")).count());
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
