package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The component against aimock, which others wrote, as each provider that both know. The answers are in {@code
 * src/test/foreign/aimock.mjs}. What is particular to aimock is said where it is asserted. Runs with {@code -Pforeign}.
 */
class AimockIT extends GenAiTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SONG =
            "Whales sing, and the sea carries it for a thousand miles: \u65e5\u672c \ud83d\udc33.";
    private static final int CREATES = 60;

    private static final Map<String, String> ROOTS = Map.of(
            "fal", "/fal",
            "openrouter-video", "/api/v1",
            "byteplus", "/api/v3",
            "openai-chat", "/v1",
            "openai-responses", "/v1",
            "openai-images", "/v1",
            "openai-batch", "/v1",
            "anthropic", "",
            "gemini", "",
            "gemini-interactions", "");

    private static NpmServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startServer() {
        server = new NpmServer(
                new NpmServer.Recipe("@copilotkit/aimock", "1.43.0", "aimock.mjs", List.of("PORT", SONG)));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stopChaos() throws Exception {
        call("DELETE", "/__aimock/chaos", Map.of());
    }

    @Override
    public void routes(RouteBuilder routes) {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        ROOTS.forEach((provider, root) -> {
            ConnectionConfiguration connection = connection(provider, KEY);
            connection.setBaseUrl(server.url() + root);
            // aimock recognizes a request for fal by the header that fal's client sends to a proxy.
            connection.getHttpHeader().put("x-fal-target-host", "queue.fal.run");
            connection.setRetryDelay(Duration.ofMillis(5));
            component.getConnections().put(provider, connection);
            String uri = "genai:" + provider + "/" + (provider.equals("fal") ? "fal-ai/flux/dev" : "a-model");
            routes.from("direct:generate-" + provider).to(uri);
            routes.from("direct:create-" + provider)
                    .setHeader(GenAiConstants.IDEMPOTENCY_KEY, routes.body())
                    .to(uri + "?operation=create&channel=done");
            routes.from(uri + "?channel=done").to("mock:done-" + provider);
            routes.from("direct:observed-" + provider).to(uri + "?operation=create&channel=observed");
            routes.from(uri + "?emit=events&channel=observed").to("mock:events-" + provider);
        });
        routes.from("direct:cancel-fal").to("genai:fal/fal-ai/flux/dev?operation=cancel");
        routes.from("direct:answers")
                .to("genai:openai-batch?operation=download")
                .split(routes.body().tokenize("\n"))
                .streaming()
                .to("mock:answers");
    }

    @Test
    void aBatchIsUploadedAndEachOfItsAnswersIsReadOnce() throws Exception {
        Exchange done = send("direct:generate-openai-batch", List.of("a whale", "a dolphin", "a seal"));
        Generation batch = generation(done);

        assertThat(batch.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(batch.error()).isNull();
        assertThat(batch.progress()).isEqualTo(1.0);
        assertThat(send("direct:answers", batch).getException()).isNull();
        List<String> ids = new ArrayList<>();
        for (Exchange each : mock("answers").getExchanges()) {
            JsonNode answer = JSON.readTree(each.getMessage().getBody(String.class));
            ids.add(answer.get("custom_id").textValue());
            assertThat(answer.at("/response/body/choices/0/message/content").asText())
                    .isEqualTo("Mock batch completion");
        }
        assertThat(ids).containsExactlyInAnyOrder("request-1", "request-2", "request-3");
    }

    /** The outcome is what a header of aimock's own asks for. */
    @ParameterizedTest
    @CsvSource({"failed, FAILED, mock_failure", "expired, FAILED, genai.expired", "cancelled, CANCELED,"})
    void aBatchThatDoesNotCompleteSaysWhy(String outcome, GenerationStatus status, String code) throws Exception {
        ConnectionConfiguration connection = connection("openai-batch", KEY);
        connection.setBaseUrl(server.url() + "/v1");
        connection.getHttpHeader().put("X-AIMock-Batch-Outcome", outcome);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("outcome", connection);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outcome")
                        .to("genai:openai-batch/a-model?connection=outcome&throwExceptionOnFailure=false");
            }
        });
        Generation batch = generation(send("direct:outcome", List.of("a whale")));

        assertThat(batch.status()).isEqualTo(status);
        assertThat(batch.error() == null ? null : batch.error().code()).isEqualTo(code);
    }

    private JsonNode call(String method, String path, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }

    private Generation generated(String provider, String prompt) {
        Exchange exchange = send("direct:generate-" + provider, prompt);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Generation.class);
    }

    private List<GenerationEvent> observed(String provider, String prompt) {
        MockEndpoint events = mock("events-" + provider);
        send("direct:observed-" + provider, prompt);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> events(events).stream().anyMatch(GenerationEvent::isTerminal));
        return events(events);
    }

    private static List<GenerationEvent> events(MockEndpoint mock) {
        return mock.getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(GenerationEvent.class))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "fal, a whale, https://files.example/whale.png",
        "openrouter-video, a whale by openrouter, /content?index=0",
        "byteplus, a whale by byteplus, https://files.example/whale.mp4"
    })
    void aJobIsObservedFromTheQueueToItsFile(String provider, String prompt, String url) {
        List<GenerationEvent> events = observed(provider, prompt);

        assertThat(events)
                .extracting(event -> event.generation().status())
                .containsSubsequence(GenerationStatus.QUEUED, GenerationStatus.RUNNING, GenerationStatus.COMPLETED);
        Generation end = events.get(events.size() - 1).generation();
        assertThat(end.artifacts())
                .extracting(Artifact::url)
                .singleElement()
                .asString()
                .endsWith(url);
        assertThat(generated(provider, prompt).status()).isEqualTo(GenerationStatus.COMPLETED);
    }

    @Test
    void whatAVideoHasCostAndUsedIsRead() {
        assertThat(generated("openrouter-video", "a whale by openrouter")
                        .usage()
                        .costUsd())
                .isEqualByComparingTo("0.12");
        assertThat(generated("byteplus", "a whale by byteplus").usage().outputTokens())
                .isEqualTo(108_900);
    }

    @Test
    void thePositionInTheQueueOfFalIsRead() {
        assertThat(observed("fal", "a whale"))
                .extracting(event -> event.generation().queuePosition())
                .contains(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openrouter-video", "byteplus"})
    void aJobThatFailsSaysWhy(String provider) {
        Generation end = send("direct:generate-" + provider, "a whale that fails by " + provider.replace("-video", ""))
                .getException(GenerationFailedException.class)
                .getGeneration();

        assertThat(end.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(end.error().message()).isEqualTo("No whales");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses", "anthropic", "gemini", "gemini-interactions"})
    void aTextIsTheSameInEveryWay(String provider) {
        assertThat(generated(provider, "a whale").text()).isEqualTo(SONG);

        List<GenerationEvent> events = observed(provider, "a whale");
        Generation end = events.get(events.size() - 1).generation();
        assertThat(end.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(end.text()).isEqualTo(SONG);
        assertThat(events.stream()
                        .filter(event -> event.text() != null)
                        .map(GenerationEvent::text)
                        .collect(Collectors.joining()))
                .isEqualTo(SONG);
    }

    @Test
    void aPictureIsRead() {
        assertThat(generated("openai-images", "a whale").artifacts())
                .extracting(Artifact::url)
                .containsExactly("data:image/png;base64,iVBORw0KGgo=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses", "anthropic", "gemini", "gemini-interactions"})
    void anErrorHasTheWordsOfTheServer(String provider) {
        assertThat(send("direct:generate-" + provider, "an overloaded whale").getException())
                .hasMessageContaining("Too many whales");
    }

    /** fal's client knows no status CANCELLED; aimock answers with it, and the component does not make a success of it. */
    @Test
    void aRequestOfFalIsCanceled() {
        String id = send("direct:create-fal", "a whale to cancel")
                .getMessage()
                .getBody(Generation.class)
                .id();

        Generation state = send("direct:cancel-fal", null, GenAiConstants.GENERATION_ID, id)
                .getMessage()
                .getBody(Generation.class);
        assertThat(state.providerStatus()).isEqualTo("CANCELLED");
        assertThat(state.status()).isEqualTo(GenerationStatus.UNRECOGNIZED);
    }

    /** Half of the requests fail, creates and polls alike. */
    @ParameterizedTest
    @CsvSource({"fal, a whale, /fal/fal-ai/flux/dev", "openrouter-video, a whale by openrouter, /api/v1/videos"})
    void noKeyPaysTwiceAndEveryJobIsDelivered(String provider, String prompt, String path) throws Exception {
        call("POST", "/__aimock/reset/journal", Map.of());
        call(
                "POST",
                "/__aimock/chaos",
                Map.of("dropRate", 0.125, "malformedRate", 0.125, "disconnectRate", 0.125, "rateLimitRate", 0.125));
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < CREATES; i++) {
            String each = prompt + " " + i;
            sent.add(template.asyncSend(
                    "direct:create-" + provider, e -> e.getMessage().setBody(each)));
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        sent.forEach(each -> outcomes.merge(outcome(each.join()), 1, Integer::sum));

        int created = outcomes.getOrDefault("created", 0);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> mock("done-" + provider).getReceivedCounter() >= created);
        assertThat(mock("done-" + provider).getReceivedExchanges())
                .hasSize(created)
                .map(exchange -> exchange.getMessage().getBody(Generation.class))
                .allSatisfy(AimockIT::assertDoneOrDropped);
        int paid = 0;
        int played = 0;
        for (JsonNode entry : call("GET", "/__aimock/journal", Map.of())) {
            played += entry.at("/response").has("chaosAction") ? 1 : 0;
            boolean isRefused = entry.at("/response/status").asInt() == 429;
            paid += entry.get("path").asText().equals(path) && !isRefused ? 1 : 0;
        }
        assertThat(played).as("failures played").isGreaterThan(CREATES / 4);
        assertThat(paid)
                .as("creates that were not refused: one for each key that was not refused for good")
                .isEqualTo(CREATES - outcomes.getOrDefault("GenAiHttpException", 0));
        System.out.println(provider + ": " + outcomes);
    }

    /** Two errors in a row in place of fal's result are the word of the model, which only aimock means otherwise. */
    private static void assertDoneOrDropped(Generation generation) {
        if (generation.status() != GenerationStatus.COMPLETED) {
            assertThat(generation.provider()).isEqualTo("fal");
            assertThat(generation.error().message()).contains("500 chaos_drop");
        }
    }

    private static String outcome(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure == null ? "created" : failure.getClass().getSimpleName();
    }
}
