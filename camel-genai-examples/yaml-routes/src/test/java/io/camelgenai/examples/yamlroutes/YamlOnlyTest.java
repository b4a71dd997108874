package io.camelgenai.examples.yamlroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.simulator.GenAiSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example: routes in YAML and properties, without Java. */
@Timeout(120)
class YamlOnlyTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @Test
    void itSavesAPictureShowsAnAnswerAndStops(@TempDir Path folder) throws Exception {
        Main main = new Main();
        main.addOverrideProperty("pictures", folder.toString());
        AtomicReference<GenAiSimulator> started = new AtomicReference<>();
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport application) {
                started.set(application
                        .getCamelContext()
                        .getRegistry()
                        .lookupByNameAndType("simulator", GenAiSimulator.class));
            }
        });
        String output = outputOf(main);

        // The process of the example exits with its simulator.
        try (GenAiSimulator simulator = started.get()) {
            assertThat(simulator.generationsCreated("llmstats")).isOne();
            assertThat(simulator.requests("privategpt", "stream")).hasSize(1);
        }
        assertThat(Files.readAllBytes(folder.resolve("lighthouse.png"))).startsWith(PNG);
        assertThat(output.strip()).hasSizeGreaterThan(100).endsWith(".");
        assertThat(main.getExitCode()).isZero();
    }

    /** Runs the application until it stops by itself, and returns what it wrote to the console. */
    private static String outputOf(Main main) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            main.run();
        } finally {
            System.setOut(console);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void thereIsNoJava() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "pictures.yaml", "answer.yaml", "application.properties", "simplelogger.properties");
        }
    }

    /** The Camel CLI resolves what is named there by itself. */
    @Test
    void theCamelCliHasTheArtifactsOfThisVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        String version = System.getProperty("project.version");

        assertThat(List.of(properties.getProperty("camel.jbang.dependencies").split(",")))
                .containsExactly(
                        "io.camelgenai:camel-genai:" + version, "io.camelgenai:camel-genai-simulator:" + version);
    }
}
