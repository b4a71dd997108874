package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The component against servers that others wrote, from the npm registry: what it makes of an answer is what a bare HTTP client
 * reads, and where the server misbehaves on purpose, each key has paid at most once. Runs with {@code -Pforeign}.
 */
class ForeignServersIT extends GenAiTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SONG =
            "Whales sing, and the sea carries it for a thousand miles: \u65e5\u672c \ud83d\udc33.";
    private static final int CREATES = 400;

    private final HttpClient http = HttpClient.newHttpClient();

    private static NpmServer.Recipe aimock() {
        Path fixtures = Path.of("target", "npm", "fixtures", "whale.json");
        try {
            Files.createDirectories(fixtures.getParent());
            Map<String, Object> fixture =
                    Map.of("match", Map.of("userMessage", "whale"), "response", Map.of("content", SONG));
            JSON.writeValue(fixtures.toFile(), Map.of("fixtures", List.of(fixture)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<String> arguments = List.of("-p", "PORT", "-f", fixtures.toString(), "--journal-max", "0");
        return new NpmServer.Recipe("@copilotkit/aimock", "1.43.0", "llmock", arguments);
    }

    static Stream<NpmServer.Recipe> servers() {
        return Stream.of(
                aimock(),
                new NpmServer.Recipe("@dwmkerr/mock-llm", "0.1.29", "mock-llm", List.of()),
                new NpmServer.Recipe(
                        "mock-openai-api", "1.0.3", "mock-openai-api", List.of("-p", "PORT", "-H", "127.0.0.1")));
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.errorHandler(routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(10));
        // The server is known when the first exchange comes.
        String model = "genai:openai-chat/mock-gpt-thinking?channel=nobody";
        routes.from("direct:generate").toD(model);
        routes.from("direct:create").toD(model + "&operation=create");
        routes.from("direct:keyed")
                .setHeader(GenAiConstants.IDEMPOTENCY_KEY, routes.body())
                .toD(model);
        routes.from("direct:text")
                .streamCaching("false")
                .toD(model + "&operation=stream")
                .convertBodyTo(String.class);
    }

    private void use(NpmServer server) {
        ConnectionConfiguration connection = connection("openai-chat", KEY);
        connection.setBaseUrl(server.url() + "/v1");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("openai-chat", connection);
    }

    private JsonNode call(String method, String url, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anAnswerIsReadAsABareClientReadsIt(NpmServer.Recipe recipe) throws Exception {
        try (NpmServer server = new NpmServer(recipe)) {
            use(server);
            String prompt = "What is 2 + 2 to a whale?";
            Map<String, Object> request = Map.of(
                    "model", "mock-gpt-thinking", "messages", List.of(Map.of("role", "user", "content", prompt)));
            JsonNode choice =
                    call("POST", server.url() + "/v1/chat/completions", request).at("/choices/0");
            String text = choice.at("/message/content").asText();
            assertThat(text).isNotBlank();

            for (String way : List.of("direct:generate", "direct:create")) {
                Exchange exchange = send(way, prompt);
                assertThat(exchange.getException()).as(way).isNull();
                Generation generation = exchange.getMessage().getBody(Generation.class);
                assertThat(generation.status()).as(way).isEqualTo(GenerationStatus.COMPLETED);
                assertThat(generation.text()).as(way).isEqualTo(text);
                assertThat(generation.finishReason())
                        .as(way)
                        .isEqualTo(choice.at("/finish_reason").asText());
            }
            assertThat(send("direct:text", prompt).getMessage().getBody(String.class))
                    .isEqualTo(text);
        }
    }

    /** Each rate is the share of requests that the server answers with this kind of failure. */
    @ParameterizedTest
    @ValueSource(strings = {"dropRate", "malformedRate", "disconnectRate", "rateLimitRate", "all"})
    void noKeyPaysTwiceWhateverTheServerDoes(String kind) throws Exception {
        List<String> kinds = List.of("dropRate", "malformedRate", "disconnectRate", "rateLimitRate");
        Map<String, Double> rates = new TreeMap<>();
        kinds.forEach(each -> rates.put(each, kind.equals("all") ? 0.15 : each.equals(kind) ? 0.5 : 0));
        try (NpmServer server = new NpmServer(aimock())) {
            use(server);
            call("POST", server.url() + "/__aimock/chaos", rates);

            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < CREATES; i++) {
                String prompt = "whale " + i;
                sent.add(template.asyncSend("direct:keyed", e -> e.getMessage().setBody(prompt)));
            }

            Map<String, Integer> outcomes = new TreeMap<>();
            sent.forEach(each -> outcomes.merge(outcome(each.join()), 1, Integer::sum));
            JsonNode journal = call("GET", server.url() + "/__aimock/journal", Map.of());

            assertThat(journal.findValues("chaosAction")).as("failures played").hasSizeGreaterThan(CREATES / 4);
            assertThat(paid(journal).values())
                    .as("creates that were not refused, for each key")
                    .allMatch(times -> times <= 1);
            System.out.println(kind + ": " + outcomes);
        }
    }

    /** How often each prompt's request was answered by something else than a refusal. */
    private static Map<String, Integer> paid(JsonNode journal) {
        Map<String, Integer> paid = new TreeMap<>();
        for (JsonNode entry : journal) {
            if (entry.at("/response/status").asInt() != 429) {
                paid.merge(entry.at("/body/messages/0/content").asText(), 1, Integer::sum);
            }
        }
        return paid;
    }

    /** COMPLETED only with the whole text; otherwise the kind of exception. */
    private static String outcome(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure != null) {
            return failure.getClass().getSimpleName();
        }
        Generation generation = exchange.getMessage().getBody(Generation.class);
        assertThat(generation.text()).isEqualTo(SONG);
        return generation.status().name();
    }
}
