package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every test that the checklist names exists, in any module. */
class ChecklistTest {

    @Test
    void everyNamedTestExists() {
        Map<String, String> sources = NamedTests.sources();
        List<String> named = NamedTests.in(Pages.all().get("maintainers/camel-checklist.adoc"));

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named.stream().filter(each -> !NamedTests.exists(each, sources)))
                .as("tests that the checklist names and that do not exist")
                .isEmpty();
    }
}
