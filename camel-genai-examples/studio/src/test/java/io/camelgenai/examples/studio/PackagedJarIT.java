package io.camelgenai.examples.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a separate process, started as its README describes. */
class PackagedJarIT {

    private static final String CANARY = "canary-7d1f";
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern FILE = Pattern.compile("files/[-0-9a-f]{36}/[^\"]+[.]png");

    private final List<String> log = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    @Timeout(180)
    void aPictureIsCreatedServedAndStillThereAndTheLogHasNoKey(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("packaged.jar"),
                        "--server.port=0",
                        "--camel.genai.simulator.pace=0.1",
                        "--camel.component.genai.connections[llmstats].apiKey=ze_" + CANARY,
                        "--studio.folder=" + folder)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            readUntil(output, line -> line.contains("Started Studio"));
            String address = "http://127.0.0.1:" + port() + "/";
            assertThat(get(address)).contains("<title>Studio</title>");
            submit(address);
            assertThat(get(address + pictureAt(address))).contains("PNG");

            process.toHandle().destroy(); // Process.destroy would close its output as well
            readUntil(output, line -> false);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(String.join("\n", log)).doesNotContain(CANARY, "ERROR", "Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Reads until a line is there, or the process exits. */
    private void readUntil(BufferedReader output, Predicate<String> wanted) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            log.add(line);
            if (wanted.test(line)) {
                return;
            }
        }
    }

    private String port() {
        return log.stream()
                .map(PORT::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("It did not start:\n" + String.join("\n", log)));
    }

    private void submit(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address + "api/submissions?id=0b0d7a44-6a0c-4b4c-9e0e-3a7cf0e1a001"
                                + "&model=llmstats/flux-1.1-pro&prompt=A%20lighthouse"))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }

    /** Follows the live updates until the picture is there. */
    private String pictureAt(String address) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "api/live")).build();
        try (Stream<String> live = client.send(request, BodyHandlers.ofLines()).body()) {
            return live.map(FILE::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String get(String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }
}
