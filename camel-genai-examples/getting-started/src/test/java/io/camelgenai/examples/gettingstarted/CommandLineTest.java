package io.camelgenai.examples.gettingstarted;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.simulator.GenAiSimulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CommandLineTest {

    private final Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    CommandLineTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private int run(Map<String, String> environment, String... arguments) throws Exception {
        return GettingStarted.run(
                List.of(arguments), Path.of(""), environment, new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    @Test
    void realWithoutAKeyNamesTheVariable() throws Exception {
        assertThat(run(Map.of(), "--real")).isEqualTo(2);
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("LLMSTATS_API_KEY")
                .hasLineCount(1);
    }

    @Test
    void realWithABlankKeyNamesTheVariable() throws Exception {
        assertThat(run(Map.of("LLMSTATS_API_KEY", " "), "--real")).isEqualTo(2);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("LLMSTATS_API_KEY");
    }

    @Test
    void onlyRealUsesTheRealProvider() {
        try (GenAiSimulator simulator = GenAiSimulator.start()) {
            assertThat(GettingStarted.connections(false, simulator))
                    .containsEntry(
                            "camel.component.genai.connections[llmstats].baseUrl", simulator.baseUrl("llmstats"));
            assertThat(GettingStarted.connections(true, simulator).stringPropertyNames())
                    .isNotEmpty()
                    .noneMatch(name -> name.contains("llmstats"));
        }
    }

    @Test
    void aKeyInTheEnvironmentDoesNotMakeItReal() throws Exception {
        Files.writeString(folder.resolve("one.txt"), "A quiet picture");

        int code = run(
                Map.of("LLMSTATS_API_KEY", "key-of-the-environment"),
                "--prompts",
                folder.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--pace",
                "0");

        assertThat(code).isZero();
        assertThat(console.toString(StandardCharsets.UTF_8))
                .startsWith("Runs on the simulator at http://127.0.0.1:")
                .doesNotContain("key-of-the-environment");
        assertThat(folder.resolve("out/pictures/001.png")).exists();
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("--real", "--prompts", "--output", "--pace", "--help");
    }

    @ParameterizedTest
    @CsvSource({
        "--prompt x,            Unknown argument '--prompt'",
        "--pace,                --pace needs a number",
        "--pace -1,             '-1'",
        "--pace fast,           'fast'",
        "--pace NaN,            'NaN'",
        "--prompts,             --prompts needs a folder",
        "--output --real,       --output needs a folder",
        "--prompts /no/such,    there is no folder /no/such",
        "--output pom.xml,      pom.xml is not a folder",
        "--prompts src,         no .txt or .tsv file in"
    })
    void aWrongArgumentIsNamed(String arguments, String message) throws Exception {
        assertThat(run(Map.of(), arguments.split(" "))).isEqualTo(2);
        assertThat(console.toString(StandardCharsets.UTF_8)).contains(message, "--help");
    }
}
