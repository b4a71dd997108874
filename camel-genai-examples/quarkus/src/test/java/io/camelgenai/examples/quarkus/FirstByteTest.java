package io.camelgenai.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long after the provider's first piece of text the caller has it. */
@QuarkusTest
@TestProfile(FirstByteTest.ScriptedProvider.class)
class FirstByteTest {

    private static final int WARM_UP = 20;
    private static final int REQUESTS = 50;

    /** When the provider has written its first piece; in nanoseconds. */
    private static final AtomicLong WRITTEN = new AtomicLong();

    /** A provider that writes one piece of text, and is done. */
    public static class ScriptedProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                System.setProperty("sun.net.httpserver.nodelay", "true"); // its own delay is not that of the gateway
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.setExecutor(Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task, "provider");
                    thread.setDaemon(true);
                    return thread;
                }));
                server.createContext("/", ScriptedProvider::answer);
                server.start();
                return Map.of(
                        "camel.component.genai.connections[openai-chat].baseUrl",
                        "http://127.0.0.1:" + server.getAddress().getPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void answer(HttpExchange exchange) throws IOException {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream frames = exchange.getResponseBody()) {
                WRITTEN.set(System.nanoTime());
                write(frames, "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"The sea\"}}]}");
                write(frames, "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
                write(frames, "[DONE]");
            }
        }

        private static void write(OutputStream frames, String data) throws IOException {
            frames.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            frames.flush();
        }
    }

    @TestHTTPResource("/answers")
    URI answers;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private double millis() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(answers)
                .POST(BodyPublishers.ofString("{\"prompt\": \"Why is the sea salty?\"}"))
                .build();
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream text = answer.body()) {
            assertThat((char) text.read()).isEqualTo('T');
            double millis = (System.nanoTime() - WRITTEN.get()) / 1e6;
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("he sea");
            return millis;
        }
    }

    @Test
    void theFirstByteReachesTheCallerWithin50Milliseconds() throws Exception {
        double[] millis = new double[REQUESTS];
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            double measured = millis();
            if (i >= 0) {
                millis[i] = measured;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "First byte: median %.1f ms, p90 %.1f ms, maximum %.1f ms%n",
                millis[REQUESTS / 2], millis[REQUESTS * 9 / 10], millis[REQUESTS - 1]);

        assertThat(millis[REQUESTS / 2]).as("median").isLessThan(50);
    }
}
