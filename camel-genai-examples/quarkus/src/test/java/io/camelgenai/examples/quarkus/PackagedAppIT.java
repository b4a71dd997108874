package io.camelgenai.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packaged application as a separate process, started as its README describes. */
class PackagedAppIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String CANARY = "canary-7d1f";
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://127.0.0.1:\\d+)");

    private final List<String> log = new ArrayList<>();

    private static Process start(String... properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(properties));
        command.addAll(List.of("-jar", System.getProperty("packaged.jar")));
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

    private Optional<String> address() {
        return log.stream()
                .map(LISTENING::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    @Test
    void aTextIsGeneratedOnTheSimulatorAndTheApplicationStopsOnSigterm() throws Exception {
        Process process =
                start("-Dquarkus.http.port=0", "-Dcamel.component.genai.connections[openai-chat].apiKey=" + CANARY);
        try (BufferedReader output = process.inputReader()) {
            readUntil(output, lines -> address().isPresent());

            URI answers = URI.create(address().orElseThrow() + "/answers");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(answers)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"prompt\": \"Why? [tokens 20]\"}"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).hasSizeGreaterThan(20);
            assertThat(log)
                    .filteredOn(line -> line.contains("THE SIMULATOR IS ON"))
                    .hasSize(1);

            process.toHandle().destroy(); // Process.destroy would close its output as well
            readUntil(output, lines -> false);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(String.join("\n", log)).doesNotContain(CANARY, "ERROR", "Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aMistakeInAPropertyStopsTheStart() throws Exception {
        Process process = start("-Dcamel.component.genai.connections[openai-chat].apiKee=" + CANARY);
        try (BufferedReader output = process.inputReader()) {
            readUntil(output, lines -> false);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(String.join("\n", log)).contains("apiKee");
        } finally {
            process.destroyForcibly();
        }
    }
}
