package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to Anthropic's messages: a version in each request, a required limit, and errors after status 200. */
class AnthropicTest extends GenAiTestSupport {

    private static final String PROVIDER = "anthropic";
    private static final String URI = "genai:anthropic/claude-sonnet-4-5";
    private static final String TOOLS = "[{\"name\":\"weather\",\"input_schema\":{\"type\":\"object\"}}]";

    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder()
                .pace(0.1)
                .pingInterval(Duration.ofMillis(50))
                .build();
    }

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration older = connection(PROVIDER, KEY);
        older.getHttpHeader().put("Anthropic-Version", "2023-01-01");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("older", older);
        routes.from("direct:generate").to(URI + "?timeout=20s");
        routes.from("direct:older").to(URI + "?timeout=20s&connection=older");
        routes.from("direct:plain").to(URI + "?operation=create&channel=nobody");
        routes.from("direct:stream")
                .to(URI + "?operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
    }

    private Generation streamed(String prompt) {
        assertThat(send("direct:stream", prompt).getException()).isNull();
        return streamed();
    }

    @Test
    void theVersionIsSentWithEveryRequestAndAHeaderOfTheConnectionReplacesIt() {
        generation(send("direct:generate", PROMPT));
        generation(send("direct:plain", PROMPT));
        generation(send("direct:older", PROMPT));

        assertThat(requests(PROVIDER, "create"))
                .extracting(entry -> entry.header("anthropic-version"))
                .containsExactly("2023-06-01", "2023-06-01", "2023-01-01");
    }

    @Test
    void theRequiredLimitHasADefaultThatTheCallerReplaces() throws Exception {
        generation(send("direct:plain", PROMPT));
        assertThat(lastRequest(PROVIDER).get("max_tokens").asInt()).isEqualTo(4096);
        generation(send("direct:plain", PROMPT, GenAiConstants.PARAMS, Map.of("max_tokens", "7")));
        assertThat(lastRequest(PROVIDER).get("max_tokens").asInt()).isEqualTo(7);
    }

    @Test
    void modelAndTokensComeFromTheFirstAndTheLastEvents() {
        Generation done = streamed(PROMPT + " [tokens 12]");

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.finishReason()).isEqualTo("end_turn");
        assertThat(done.model()).isEqualTo("claude-sonnet-4-5");
        assertThat(done.usage().inputTokens()).isPositive();
        assertThat(done.usage().outputTokens()).isEqualTo(12);
        assertThat(text(events())).isEqualTo(done.text());
    }

    @Test
    void pingsAreNoEvents() {
        Generation done = streamed(PROMPT + " [tokens 2] [takes 0.5s]");

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(events()).extracting(GenerationEvent::name).doesNotContain("ping");
    }

    @Test
    void aLengthLimitIsAnIncompleteResultInBothForms() {
        Generation plain = generation(send("direct:plain", PROMPT + " [incomplete]"));
        Generation streamed = streamed(PROMPT + " [incomplete]");

        for (Generation cut : List.of(plain, streamed)) {
            assertThat(cut.status()).isEqualTo(GenerationStatus.INCOMPLETE);
            assertThat(cut.finishReason()).isEqualTo("max_tokens");
            assertThat(cut.error()).isNull();
            assertThat(cut.text()).isNotBlank();
        }
    }

    @Test
    void aRefusalIsAFailureInBothForms() {
        Generation plain =
                send("direct:plain", PROMPT + " [fail refusal]").getMessage().getBody(Generation.class);
        Generation streamed = streamed(PROMPT + " [fail refusal]");

        for (Generation refused : List.of(plain, streamed)) {
            assertThat(refused.status()).isEqualTo(GenerationStatus.FAILED);
            assertThat(refused.error().code()).isEqualTo("refusal");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overloaded_error", "api_error"})
    void F34_anErrorAfterStatus200IsAFailureInTheWordsOfTheProvider(String code) {
        Generation failed = streamed(PROMPT + " [fail " + code + "]");

        assertThat(failed.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(failed.error().code()).isEqualTo(code);
        assertThat(failed.error().message()).isEqualTo("The model stopped answering");
        assertThat(failed.error().retryable()).isTrue();
        assertThat(last(events()).type()).isEqualTo(GenerationEventType.FAILED);
    }

    @Test
    void anOverloadedProviderHasCreatedNothingAndIsAskedAgain() {
        simulator.fault(Fault.status(529).on(PROVIDER, "create").build());

        assertThat(generation(send("direct:plain", PROMPT)).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(requests(PROVIDER, "create")).hasSize(2);
    }

    @Test
    void theUseOfAToolIsInTheAssembledMessage() {
        assertThat(send("direct:stream", PROMPT + " [tool]", GenAiConstants.PARAMS, Map.of("tools", TOOLS))
                        .getException())
                .isNull();
        Generation done = streamed();

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.finishReason()).isEqualTo("tool_use");
        assertThat(done.raw().at("/content/0/text").asText()).isEqualTo(done.text());
        assertThat(done.raw().at("/content/1/type").asText())
                .as("that of the block, not of its deltas")
                .isEqualTo("tool_use");
        assertThat(done.raw().at("/content/1/name").asText()).isEqualTo("weather");
        assertThat(done.raw().at("/content/1/partial_json").asText()).isEqualTo("{\"place\": \"the sea\"}");
        assertThat(done.raw().at("/stop_reason").asText()).isEqualTo("tool_use");
    }

    @Test
    void aThoughtIsNoText() {
        assertThat(send(
                                "direct:stream",
                                PROMPT,
                                GenAiConstants.PARAMS,
                                Map.of("thinking", "{\"type\":\"enabled\",\"budget_tokens\":1024}"))
                        .getException())
                .isNull();
        Generation done = streamed();

        assertThat(done.text()).isNotBlank().doesNotContain("Let me think");
        assertThat(done.raw().at("/content/0/thinking").asText()).startsWith("Let me think");
        assertThat(done.raw().at("/content/1/text").asText()).isEqualTo(done.text());
    }

    @Test
    void rolesPicturesAndTheSystemArePassedOn() throws Exception {
        List<Map<String, Object>> messages = List.of(
                Map.of("role", "user", "content", "hello"),
                Map.of("role", "assistant", "content", "hi"),
                Map.of(
                        "role",
                        "user",
                        "content",
                        List.of(
                                Map.of("type", "text", "text", PROMPT),
                                Map.of(
                                        "type",
                                        "image",
                                        "source",
                                        Map.of("type", "base64", "media_type", "image/png", "data", "iVBORw0KGgo=")))));

        generation(send(
                "direct:plain", Map.of("messages", messages), GenAiConstants.PARAMS, Map.of("system", "Be brief.")));

        assertThat(lastRequest(PROVIDER).at("/messages/2/content/1/source/type").asText())
                .isEqualTo("base64");
        assertThat(lastRequest(PROVIDER).get("system").asText()).isEqualTo("Be brief.");
        assertThat(lastRequest(PROVIDER).get("max_tokens").asInt()).isEqualTo(4096);
    }
}
