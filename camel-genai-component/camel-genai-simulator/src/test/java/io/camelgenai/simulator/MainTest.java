package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theProgramServesUntilItIsStopped() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(stop, "--port", "0", "--pace", "0"));
        Matcher url = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/privategpt").matcher("");
        await().until(() -> url.reset(text(out)).find());
        var response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url.group() + "/v1/messages/async/none/status"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(404);
        stop.countDown();
        assertThat(code.get()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--port x, --port needs a number",
        "--port, --port needs a number",
        "--loud 1, There is no option --loud",
        "--port 70000, between 0 and 65535",
        "--pace -1, pace must be",
        "--rate-limit -5, creates must not be negative",
        "--api-key, --api-key needs a key",
        "--allow-host, --allow-host needs a name"
    })
    void invalidArgumentsAreExplained(String line, String message) {
        assertThat(run(new CountDownLatch(0), line.split(" "))).isEqualTo(2);
        assertThat(text(err)).contains(message).contains("Usage:");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aKeyOfTheUserIsNotPrinted() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Integer> code =
                CompletableFuture.supplyAsync(() -> run(stop, "--port", "0", "--api-key", "sk-of-a-user"));
        await().until(() -> text(out).contains("camel-genai simulator at"));
        stop.countDown();

        assertThat(code.get()).isZero();
        assertThat(text(out)).contains("Bearer YOUR_KEY").doesNotContain("sk-of-a-user");
    }

    @Test
    void helpIsPrinted() {
        assertThat(run(new CountDownLatch(0), "--help")).isZero();
        assertThat(text(out)).contains("--pace");
    }

    @Test
    void anOccupiedPortIsNamed() {
        try (GenAiSimulator first = GenAiSimulator.start()) {
            assertThat(run(new CountDownLatch(0), "--port", String.valueOf(first.port())))
                    .isEqualTo(1);
            assertThat(text(err)).contains(String.valueOf(first.port()));
        }
    }

    private int run(CountDownLatch stop, String... arguments) {
        try {
            return Main.run(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    stop,
                    arguments);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
