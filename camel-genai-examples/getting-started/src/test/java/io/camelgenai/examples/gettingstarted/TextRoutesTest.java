package io.camelgenai.examples.gettingstarted;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TextRoutesTest {

    /** The pieces as they were written. */
    private final List<String> pieces = new ArrayList<>();

    private final PrintStream out = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
        @Override
        public void print(@org.jspecify.annotations.Nullable String text) {
            pieces.add(String.valueOf(text));
        }
    };

    @Test
    void thePiecesAreTheWholeText() throws Exception {
        Main main = new Main();
        try (GenAiSimulator simulator =
                GenAiSimulator.start(SimulatorOptions.builder().pace(0).build())) {
            GettingStarted.connections(false, simulator)
                    .forEach((name, value) -> main.addInitialProperty((String) name, (String) value));
            main.configure().addRoutesBuilder(new TextRoutes(new Console(out)));
            main.start();
            main.getCamelTemplate().sendBody("direct:stream", "Why is the sand \"quoted\", (or not)?");
            String id = simulator.requests("privategpt", "stream").get(0).path().replaceAll(".*/async/|/stream", "");
            Generation whole = main.getCamelTemplate()
                    .requestBodyAndHeader(
                            "genai:privategpt?operation=await", null, "CamelGenAiGenerationId", id, Generation.class);

            assertThat(pieces).hasSizeGreaterThan(20);
            assertThat(whole.status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(String.join("", pieces)).isNotEmpty().isEqualTo(whole.text());
        } finally {
            main.stop();
        }
    }
}
