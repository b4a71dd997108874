package io.camelgenai.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packaged application as a separate process, started as its README describes. */
class PackagedJarIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String CANARY = "canary-7d1f";
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern COMPLETED = Pattern.compile("Order (\\d) is COMPLETED: (http://127.0.0.1:\\d+/\\S+)");

    private final List<String> log = new ArrayList<>();

    private static Process start(String... properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("packaged.jar"),
                "--server.port=0"));
        command.addAll(List.of(properties));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Reading the output cannot be interrupted, but killing the process closes it.
        CompletableFuture.delayedExecutor(TIMEOUT.toSeconds(), TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    /** Reads until enough was written, or the process exits. */
    private void readUntil(BufferedReader output, Predicate<List<String>> enough) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            log.add(line);
            if (enough.test(log)) {
                return;
            }
        }
    }

    private List<String> found(Pattern pattern, int group) {
        return log.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(group))
                .toList();
    }

    @Test
    void threePicturesAreGeneratedOnTheSimulatorAndTheApplicationStopsOnSigterm() throws Exception {
        Process process = start("--camel.component.genai.connections[llmstats].apiKey=ze_" + CANARY);
        try (BufferedReader output = process.inputReader()) {
            readUntil(output, lines -> found(COMPLETED, 1).size() == 3);

            assertThat(found(COMPLETED, 1)).as(String.join("\n", log)).containsExactlyInAnyOrder("1", "2", "3");
            assertThat(log)
                    .filteredOn(line -> line.contains("THE GENAI SIMULATOR IS ON"))
                    .hasSize(1);
            assertThat(get("http://127.0.0.1:" + found(PORT, 1).get(0) + "/actuator/health"))
                    .contains("\"status\":\"UP\"");
            assertThat(get(found(COMPLETED, 2).get(0))).contains("PNG");

            process.toHandle().destroy(); // Process.destroy would close its output as well
            readUntil(output, lines -> false);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(String.join("\n", log)).doesNotContain(CANARY, "ERROR", "Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void aMistakeInAPropertyStopsTheStart() throws Exception {
        Process process = start("--camel.component.genai.connections[llmstats].apiKee=" + CANARY);
        try (BufferedReader output = process.inputReader()) {
            readUntil(output, lines -> false);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(String.join("\n", log))
                    .contains("camel.component.genai.connections", "apiKee", "is not known", "api-key")
                    .doesNotContain(CANARY);
        } finally {
            process.destroyForcibly();
        }
    }
}
