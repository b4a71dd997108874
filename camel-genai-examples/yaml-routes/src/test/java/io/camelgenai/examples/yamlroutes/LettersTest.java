package io.camelgenai.examples.yamlroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The routes behave the same in each language. */
@Timeout(60)
class LettersTest {

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.1).build());

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void aLetterIsWritten(Language language) throws Exception {
        String letter = Letter.write(language, simulator, "Invite Ada to tea.", "Ada");

        assertThat(letter).startsWith("Dear Ada,\n\n").hasSizeGreaterThan(40);
        assertThat(simulator.requests("privategpt", "create")).hasSize(1);
    }
}
