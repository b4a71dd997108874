package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The SDKs that applications on Node use, from the npm registry, against the simulator. What they expect is in the scripts in
 * {@code src/test/sdks}, which run with Node's own test runner. Runs with {@code -Psdks}.
 */
class NodeSdksIT {
    private static final String KEY = "sk-test";
    private static final Path SCRIPTS = Path.of("src", "test", "sdks");
    private static final Path INSTALLED = Path.of("target", "sdks");

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "openai.test.mjs", "ai.test.mjs")) {
            Files.copy(SCRIPTS.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(run("npm.txt", new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")))
                .as(() -> output("npm.txt"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"openai.test.mjs, 15", "ai.test.mjs, 16"})
    void anSdkFindsWhatItExpects(String script, int tests) throws Exception {
        try (GenAiSimulator simulator = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .openAiChatKey(KEY)
                .openAiChatModels("gpt-4o-mini", "gpt-4o")
                .build())) {
            ProcessBuilder node = new ProcessBuilder("node", "--test", "--test-reporter=tap", script);
            node.environment().put("BASE_URL", simulator.baseUrl("openai-chat"));
            node.environment().put("API_KEY", KEY);
            int code = run(script + ".txt", node);
            assertThat(code).as(() -> output(script + ".txt")).isZero();
            assertThat(output(script + ".txt")).contains("# pass " + tests + "\n", "# fail 0\n", "# skipped 0\n");
        }
    }

    private static int run(String output, ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(INSTALLED.resolve(output).toFile())
                .start();
        try {
            return process.waitFor(Duration.ofMinutes(3).toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroy();
        }
    }

    private static String output(String file) {
        try {
            return Files.readString(INSTALLED.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
