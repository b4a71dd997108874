package io.camelgenai.examples.gettingstarted;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.SimulatorOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The routes in Java and in YAML behave the same. */
@Timeout(60)
class SmallRoutesTest {

    enum Language {
        JAVA,
        YAML
    }

    private final Path folder;

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).build());
    private final Main main = new Main();

    SmallRoutesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private void start(Language language) throws Exception {
        GettingStarted.connections(false, simulator)
                .forEach((name, value) -> main.addInitialProperty((String) name, (String) value));
        main.addInitialProperty("gallery", folder.toString());
        switch (language) {
            case JAVA -> main.configure().addRoutesBuilder(new SmallRoutes());
            case YAML -> main.configure().withRoutesIncludePattern("classpath:yaml/small-routes.yaml");
        }
        main.start();
        assertThat(main.getCamelContext().getRoutes()).hasSize(4);
    }

    @AfterEach
    void stop() {
        main.stop();
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPictureIsGeneratedAndSaved(Language language) throws Exception {
        start(language);

        main.getCamelTemplate().sendBodyAndHeader("direct:picture", "A pond at noon", "Customer", "17");

        assertOnePicture();
        assertThat(simulator.requests("llmstats", "create").get(0).body()).contains("\"aspect_ratio\":\"1:1\"");
    }

    @ParameterizedTest
    @EnumSource
    void aPictureIsOrderedAndTheOtherRouteReceivesIt(Language language) throws Exception {
        start(language);

        Generation ordered = main.getCamelTemplate()
                .requestBodyAndHeaders(
                        "direct:order",
                        "A pond at night",
                        Map.of("Customer", "17", "CamelGenAiCorrelationId", "order-1"),
                        Generation.class);
        Exchange completed = main.getCamelContext().createConsumerTemplate().receive("seda:delivered", 20_000);

        assertThat(completed).isNotNull();
        assertThat(completed.getMessage().getHeaders())
                .containsEntry("Customer", "17")
                .containsEntry("CamelGenAiCorrelationId", "order-1")
                .containsEntry("CamelGenAiStatus", "COMPLETED")
                .containsEntry("CamelGenAiGenerationId", ordered.id());
        assertOnePicture();
        assertThat(folder.resolve(ordered.id() + "-0.png")).exists();
    }

    private void assertOnePicture() throws Exception {
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(1);
        assertThat(simulator.requests("llmstats", "artifact"))
                .singleElement()
                .satisfies(download -> assertThat(download.headers().keySet())
                        .doesNotContain("authorization", "customer")
                        .noneMatch(name -> name.startsWith("camel")))
                .extracting(JournalEntry::status)
                .isEqualTo(200);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).singleElement().satisfies(file -> assertThat(ImageIO.read(file.toFile()))
                    .isNotNull());
        }
    }
}
