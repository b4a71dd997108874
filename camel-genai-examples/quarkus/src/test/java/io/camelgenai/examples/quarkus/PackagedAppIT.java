package io.camelgenai.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
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
class PackagedAppIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String CANARY = "canary-7d1f";
    private static final Pattern COMPLETED = Pattern.compile("Order (\\d) is COMPLETED: http://127.0.0.1:\\d+/\\S+");

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

    private List<String> completed() {
        return log.stream()
                .map(COMPLETED::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    @Test
    void threePicturesAreGeneratedOnTheSimulatorAndTheApplicationStopsOnSigterm() throws Exception {
        Process process = start("-Dcamel.component.genai.connections[llmstats].apiKey=ze_" + CANARY);
        try (BufferedReader output = process.inputReader()) {
            readUntil(output, lines -> completed().size() == 3);

            assertThat(completed()).as(String.join("\n", log)).containsExactlyInAnyOrder("1", "2", "3");
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
        Process process = start("-Dcamel.component.genai.connections[llmstats].apiKee=" + CANARY);
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
