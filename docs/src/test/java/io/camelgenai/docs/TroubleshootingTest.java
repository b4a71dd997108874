package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each symptom has its cause, how to see it, and what to do, with a way to an option or a page. */
class TroubleshootingTest {

    @Test
    void everySymptomLeadsToWhatToDo() {
        List<String> symptoms = Arrays.stream(
                        Pages.all().get("troubleshooting.adoc").split("(?m)^== "))
                .skip(1)
                .toList();

        assertThat(symptoms).hasSizeGreaterThanOrEqualTo(12).allSatisfy(symptom -> {
            assertThat(symptom).containsSubsequence("\nWhy::\n", "\nHow to see it::\n", "\nWhat to do::\n");
            assertThat(symptom.substring(symptom.indexOf("What to do::"))).containsPattern("xref:|`[\\w.=()]+`");
        });
    }
}
