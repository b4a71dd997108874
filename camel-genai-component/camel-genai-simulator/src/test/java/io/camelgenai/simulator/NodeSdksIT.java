package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The SDKs that applications on Node use, from the npm registry, against the simulator. What they expect is in the scripts in
 * {@code src/test/sdks}, which run with Node's own test runner. The name of a test begins with its operation. Runs with {@code
 * -Psdks}.
 */
class NodeSdksIT {
    private static final String KEY = "sk-test";
    private static final Path SCRIPTS = Path.of("src", "test", "sdks");
    private static final Path INSTALLED = Path.of("target", "sdks");
    private static final Pattern PASSED = Pattern.compile("(?m)^ok \\d+ - (\\w+): ");

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(INSTALLED);
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(run("npm.txt", new ProcessBuilder("npm", "install", "--no-audit", "--no-fund")))
                .as(() -> output("npm.txt"))
                .isZero();
    }

    /** The number is that of the tests, so that none is left out unseen. */
    @ParameterizedTest
    @CsvSource({
        "openai, openai, openai-chat, 15",
        "openai-responses, openai, openai-responses, 19",
        "openai-images, openai, openai-images, 11",
        "ai, ai, openai-chat, 16",
        "anthropic, @anthropic-ai/sdk, anthropic, 14",
        "google-genai, @google/genai, gemini, 17",
        "google-interactions, @google/genai, gemini-interactions, 13",
        "replicate, replicate, replicate, 19",
        "fal, @fal-ai/client, fal, 16",
        "runway, @runwayml/sdk, runway, 14",
        "openrouter, @openrouter/sdk, openrouter-video, 10",
        "openrouter-chat, @openrouter/sdk, openai-chat, 6",
        "openai-batch, openai, openai-batch, 12",
        "anthropic-batch, @anthropic-ai/sdk, anthropic-batch, 10",
        "mistral-batch, @mistralai/mistralai, mistral-batch, 11"
    })
    void anSdkFindsWhatItExpects(String script, String sdk, String provider, int tests) throws Exception {
        String report = script + ".txt";
        try (GenAiSimulator simulator = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .apiKeys(KEY)
                .openAiChatModels("gpt-4o-mini", "gpt-4o")
                .build())) {
            ProcessBuilder node = new ProcessBuilder("node", "--test", "--test-reporter=tap", script + ".test.mjs");
            node.environment().putAll(Map.of("SIMULATOR", simulator.baseUrl(), "API_KEY", KEY));
            int code = run(report, node);
            assertThat(code).as(() -> output(report)).isZero();
            assertThat(output(report)).contains("# pass " + tests + "\n", "# fail 0\n", "# skipped 0\n");
        }
        new SdkRun(sdk + " (npm)", version(sdk), provider, passed(output(report))).store();
    }

    private static String version(String sdk) throws IOException {
        Path description = INSTALLED.resolve(Path.of("node_modules", sdk, "package.json"));
        return new ObjectMapper().readTree(description.toFile()).get("version").asText();
    }

    private static Map<String, Integer> passed(String report) {
        Map<String, Integer> passed = new TreeMap<>();
        PASSED.matcher(report).results().forEach(test -> passed.merge(test.group(1), 1, Integer::sum));
        return passed;
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
