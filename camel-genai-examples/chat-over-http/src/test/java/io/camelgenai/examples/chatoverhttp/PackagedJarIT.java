package io.camelgenai.examples.chatoverhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged application, as a separate process, on its own simulator. */
class PackagedJarIT {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @Test
    @Timeout(120)
    void itAnswersImmediatelyWithoutAKeyAndStopsOnSigterm() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("packaged.jar"),
                        "--server.port=0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader log = process.inputReader()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(log) + "/chat"))
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("Why is the sea salty? [tokens 5000] [takes 600s]"))
                    .build();
            try (InputStream text = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofInputStream())
                    .body()) {
                assertThat(text.read())
                        .as("the first byte of an answer that takes ten minutes")
                        .isPositive();
            }
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Waits until it has started. */
    private static int port(BufferedReader log) throws IOException {
        int port = 0;
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            Matcher matcher = PORT.matcher(line);
            if (matcher.find()) {
                port = Integer.parseInt(matcher.group(1));
            }
            if (line.contains("Started ChatOverHttp")) {
                return port;
            }
        }
        throw new AssertionError("It did not start:\n" + seen);
    }
}
