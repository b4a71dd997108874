package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.JournalEntry;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class GenerateTest extends GenAiTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:picture").to("genai:llmstats/flux-1.1-pro?param.seed=7&param.aspect_ratio=16:9&param.n=2");
        routes.from("direct:uncached").noStreamCaching().to("genai:llmstats/flux-1.1-pro");
        routes.from("direct:json").to("genai:llmstats/flux-1.1-pro?inputFormat=json&param.seed=7");
        routes.from("direct:text").to("genai:privategpt");
        routes.from("direct:quiet").to("genai:privategpt?throwExceptionOnFailure=false");
        routes.from("direct:marshal")
                .to("genai:llmstats/flux-1.1-pro")
                .marshal()
                .json();
        routes.from("direct:simple")
                .to("genai:llmstats/flux-1.1-pro")
                .setBody(routes.simple("${body.status} ${body.artifacts[0].url}"));
    }

    @Test
    void aPictureIsGenerated() {
        Generation picture = template.requestBody("direct:picture", PROMPT, Generation.class);

        assertThat(picture.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(picture.artifacts()).hasSize(2).allSatisfy(artifact -> {
            assertThat(artifact.format()).isEqualTo("png");
            assertThat(artifact.url()).startsWith(simulator.baseUrl("llmstats"));
        });
        assertThat(picture.usage().costUsd()).isPositive();
        assertThat(picture.createdAt()).isBeforeOrEqualTo(picture.completedAt());
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aCreateIsNeverSynchronousWhereAnIdCanBeHadAtOnce() throws Exception {
        template.requestBody("direct:picture", PROMPT);

        JournalEntry create = requests("llmstats", "create").get(0);
        assertThat(JSON.readTree(create.body()))
                .isEqualTo(JSON.readTree("{\"model\":\"flux-1.1-pro\",\"wait\":0,\"n\":2,\"input\":{\"prompt\":\""
                        + PROMPT + "\",\"seed\":7,\"aspect_ratio\":\"16:9\"}}"));
        assertThat(requests("llmstats", "get")).isNotEmpty().allSatisfy(get -> assertThat(get.query())
                .isEqualTo("wait=60"));
    }

    @Test
    void theKeyGoesWhereTheProviderWantsIt() {
        template.requestBody("direct:picture", PROMPT);

        assertThat(requests("llmstats", "create").get(0).header("Authorization"))
                .isEqualTo("Bearer " + JournalEntry.fingerprint(KEY));
    }

    @Test
    void noHeaderOfTheMessageGoesToTheProvider() {
        template.requestBodyAndHeader("direct:picture", PROMPT, "CamelHttpUri", "http://elsewhere.invalid");
        template.requestBodyAndHeader("direct:picture", PROMPT, "Authorization", "Basic somebody");

        assertThat(requests("llmstats", "create")).hasSize(2).allSatisfy(create -> {
            assertThat(create.header("CamelHttpUri")).isNull();
            assertThat(create.header("Authorization")).startsWith("Bearer ");
        });
    }

    @Test
    void headersShowTheResult() {
        Message message = send("direct:picture", PROMPT, GenAiConstants.CORRELATION_ID, "mine")
                .getMessage();

        assertThat(message.getHeader("CamelGenAiProvider")).isEqualTo("llmstats");
        assertThat(message.getHeader("CamelGenAiStatus")).isEqualTo("COMPLETED");
        assertThat(message.getHeader("CamelGenAiGenerationId"))
                .isEqualTo(message.getBody(Generation.class).id());
        assertThat(message.getHeader("CamelGenAiResponseModel")).isEqualTo("flux-1.1-pro");
        assertThat(message.getHeader("CamelGenAiCostUsd")).isInstanceOf(BigDecimal.class);
        assertThat(message.getHeader("CamelGenAiCorrelationId")).isEqualTo("mine");
    }

    @Test
    void parametersOfTheMessageOverrideTheOptions() throws Exception {
        Exchange done =
                send("direct:picture", PROMPT, "CamelGenAiParams", Map.of("seed", 8, "size", "256x256", "n", "1"));

        assertThat(JSON.readTree(requests("llmstats", "create").get(0).body())
                        .at("/input/seed")
                        .asInt())
                .isEqualTo(8);
        assertThat(done.getMessage().getHeaders()).doesNotContainKey("CamelGenAiParams");
        assertThat(done.getMessage().getBody(Generation.class).artifacts()).hasSize(1);
    }

    @Test
    void theModelOfTheMessageOverridesTheUri() {
        Exchange done = send("direct:picture", PROMPT, "CamelGenAiModel", "imagen-4");

        assertThat(done.getMessage().getBody(Generation.class).model()).isEqualTo("imagen-4");
        assertThat(done.getMessage().getHeaders()).doesNotContainKey("CamelGenAiModel");
    }

    @Test
    void anyKindOfTextIsAPrompt() throws Exception {
        byte[] bytes = PROMPT.getBytes(StandardCharsets.UTF_8);
        template.requestBody("direct:picture", bytes);
        template.requestBody("direct:picture", new ByteArrayInputStream(bytes));
        template.requestBody("direct:picture", new StringBuilder(PROMPT));

        assertThat(requests("llmstats", "create")).hasSize(3).allSatisfy(create -> assertThat(
                        JSON.readTree(create.body()).at("/input/prompt").asText())
                .isEqualTo(PROMPT));
    }

    @Test
    void theStreamClassOfAWebServerIsAPrompt() throws Exception {
        byte[] bytes = PROMPT.getBytes(StandardCharsets.UTF_8);
        template.requestBody("direct:uncached", new FilterInputStream(new ByteArrayInputStream(bytes)) {});
        template.requestBody("direct:uncached", new FilterReader(new StringReader(PROMPT)) {});

        assertThat(requests("llmstats", "create")).hasSize(2).allSatisfy(create -> assertThat(
                        JSON.readTree(create.body()).at("/input/prompt").asText())
                .isEqualTo(PROMPT));
    }

    /** A request object of the application. */
    record Request(Map<String, Object> input) {}

    @Test
    void aRequestObjectIsSentAsItIsPlusModelAndParametersWhereAbsent() throws Exception {
        ObjectNode tree = JSON.createObjectNode();
        tree.putObject("input").put("prompt", PROMPT).put("seed", 1);
        template.requestBody("direct:picture", tree);
        template.requestBody("direct:picture", Map.of("input", Map.of("prompt", PROMPT, "seed", 1)));
        template.requestBody("direct:picture", new Request(Map.of("prompt", PROMPT, "seed", 1)));
        template.requestBody("direct:json", tree.toString());

        assertThat(requests("llmstats", "create")).hasSize(4).allSatisfy(create -> {
            assertThat(JSON.readTree(create.body()).at("/input/seed").asInt()).isEqualTo(1);
            assertThat(JSON.readTree(create.body()).at("/model").asText()).isEqualTo("flux-1.1-pro");
        });
    }

    @Test
    void aTextIsCompleteAndItsTokensAreCounted() {
        Generation text = template.requestBody("direct:text", PROMPT, Generation.class);

        assertThat(text.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(text.text()).isNotBlank();
        assertThat(text.finishReason()).isEqualTo("end_turn");
        assertThat(text.usage().outputTokens()).isPositive();
    }

    @Test
    void aFailedGenerationFailsTheExchangeAndSetsItsHeaders() {
        Exchange failed = send("direct:text", PROMPT + " [fail]");

        assertThat(failed.getException()).isInstanceOfSatisfying(GenerationFailedException.class, e -> {
            assertThat(e.getGeneration().status()).isEqualTo(GenerationStatus.FAILED);
            assertThat(e.getProvider()).isEqualTo("privategpt");
            assertThat(e.getGenerationId()).isEqualTo(e.getGeneration().id());
            assertThat(e).hasMessageContaining("ended as FAILED").hasMessageContaining("API_ERROR");
        });
        assertThat(failed.getMessage().getHeader("CamelGenAiStatus")).isEqualTo("FAILED");
        assertThat(failed.getMessage().getHeader("CamelGenAiErrorCode")).isEqualTo("API_ERROR");
    }

    @Test
    void aFailedGenerationIsABodyWhereTheOptionSaysSo() {
        Exchange failed = send("direct:quiet", PROMPT + " [fail]");

        assertThat(failed.getException()).isNull();
        Generation generation = failed.getMessage().getBody(Generation.class);
        assertThat(generation.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(generation.text()).as("the partial text").isNotBlank();
    }

    @Test
    void aLengthLimitIsAnIncompleteResult() {
        Exchange cut = send("direct:text", PROMPT, "CamelGenAiParams", Map.of("max_tokens", 5));

        assertThat(cut.getException()).isNull();
        assertThat(cut.getMessage().getHeader("CamelGenAiStatus")).isEqualTo("INCOMPLETE");
        assertThat(cut.getMessage().getHeader("CamelGenAiFinishReason")).isEqualTo("max_tokens");
    }

    @Test
    void jsonAndSimpleReadTheValues() throws Exception {
        String json = template.requestBody("direct:marshal", PROMPT, String.class);
        String simple = template.requestBody("direct:simple", PROMPT, String.class);

        assertThat(JSON.readTree(json).at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(JSON.readTree(json).at("/createdAt").asText()).endsWith("Z");
        assertThat(simple)
                .startsWith("COMPLETED " + simulator.baseUrl("llmstats"))
                .contains("%2F");
    }
}
