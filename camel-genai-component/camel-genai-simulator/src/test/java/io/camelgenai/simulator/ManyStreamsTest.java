package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManyStreamsTest {
    private static final int STREAMS = 2000;

    @Test
    void twoThousandOpenStreamsShareTheThreads() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
        try (GenAiSimulator simulator = GenAiSimulator.start()) {
            TestClient client = new TestClient(simulator);
            String id = client.message("a crowd [tokens 60] [takes 12s]");
            List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(http.sendAsync(client.request(client.stream(id)).build(), BodyHandlers.ofString()));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> simulator.openConnections() >= STREAMS);
            assertThat(threads()).isNotEmpty().hasSizeLessThan(4);
            String expected = client.get(client.stream(id)).body();
            for (CompletableFuture<HttpResponse<String>> stream : streams) {
                assertThat(stream.get(60, TimeUnit.SECONDS).body()).isEqualTo(expected);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void closeEndsAllThreads() throws Exception {
        try (GenAiSimulator simulator =
                GenAiSimulator.start(SimulatorOptions.builder().pace(0).build())) {
            TestClient client = new TestClient(simulator);
            String url = TestClient.json(client.generate(TestClient.image("x")))
                    .at("/output/media/0/url")
                    .asText();
            assertThat(TestClient.bytes(client.request(url)).statusCode()).isEqualTo(200);
            assertThat(threads()).hasSize(2);
        }
        assertThat(threads()).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("genai-simulator"))
                .toList();
    }
}
