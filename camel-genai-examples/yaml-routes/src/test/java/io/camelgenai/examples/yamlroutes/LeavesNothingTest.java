package io.camelgenai.examples.yamlroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.examples.testing.LeftBehind;
import io.camelgenai.simulator.GenAiSimulator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process after an application. */
@Timeout(120)
class LeavesNothingTest {

    @ParameterizedTest
    @EnumSource
    void noThreadSocketOrFileOfARunIsLeft(Language language) throws Exception {
        LeftBehind run = LeftBehind.start();
        try (GenAiSimulator simulator = GenAiSimulator.start()) {
            assertThat(Letter.write(language, simulator, "Invite Ada to tea.", "Ada"))
                    .isNotBlank();
            assertThat(run.isSomething()).isTrue();
        }

        run.assertNothing();
    }
}
