package io.camelgenai.examples.gettingstarted;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.examples.testing.LeftBehind;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process after the example. */
@Timeout(120)
class LeavesNothingTest {

    @Test
    void noThreadSocketOrFileOfARunIsLeft(@TempDir Path folder) throws Exception {
        LeftBehind run = LeftBehind.start();
        try (GenAiSimulator simulator =
                GenAiSimulator.start(SimulatorOptions.builder().pace(0).build())) {
            assertThat(Run.of(simulator, Run.SHIPPED, folder.resolve("out")).code())
                    .isZero();
            assertThat(run.isSomething()).isTrue();
        }

        run.assertNothing();
    }
}
