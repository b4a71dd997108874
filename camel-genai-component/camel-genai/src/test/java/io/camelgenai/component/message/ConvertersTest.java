package io.camelgenai.component.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.GenAiTestSupport;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.RawJsonModule;
import io.camelgenai.generation.ToolCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonDataFormat;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The type converters, and the resources that Camel loads. */
class ConvertersTest extends GenAiTestSupport {

    private static final Generation GENERATION = Generation.of("loom")
            .id("17")
            .status(GenerationStatus.COMPLETED)
            .text("warp \u20AC weft")
            .toolCalls(List.of(new ToolCall("t1", "cut", "{\"at\":\"\u20AC\"}")))
            .artifacts(List.of(new Artifact("https://files.example/a%2Fb.png?x=a+b", "png")))
            .createdAt(Instant.parse("2026-01-02T03:04:05Z"))
            .build();
    private static final String DATA = "{\"row\": \"warp\",  \"n\":1}";
    private static final GenerationEvent EVENT =
            new GenerationEvent("17", 3, GenerationEventType.TEXT, "row", "warp", GENERATION, DATA);

    @Override
    public void routes(RouteBuilder routes) {
        for (Class<?> type : List.of(String.class, byte[].class, Reader.class, InputStream.class)) {
            routes.from("direct:" + type.getSimpleName())
                    .to("genai:privategpt?operation=stream")
                    .convertBodyTo(type)
                    .convertBodyTo(String.class);
        }
        routes.from("direct:generate").to("genai:privategpt");
        routes.from("direct:json").marshal().json();
        JsonDataFormat withRaw = new JsonDataFormat();
        withRaw.setModuleClassNames(RawJsonModule.class.getName());
        routes.from("direct:jsonWithRaw").marshal(withRaw);
        routes.from("direct:nothing").to("mock:nothing");
    }

    private <T> T convert(Class<T> type, Object value) {
        return context.getTypeConverter().convertTo(type, value);
    }

    @Test
    void aGenerationConvertsToItsNeutralForm() throws Exception {
        JsonNode tree = convert(JsonNode.class, GENERATION);

        assertThat(tree.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(tree.at("/artifacts/0/url").asText()).isEqualTo("https://files.example/a%2Fb.png?x=a+b");
        assertThat(tree.at("/createdAt").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(convert(Map.class, GENERATION))
                .containsEntry("text", "warp \u20AC weft")
                .containsEntry(
                        "toolCalls", List.of(Map.of("id", "t1", "name", "cut", "arguments", "{\"at\":\"\u20AC\"}")));
        assertThat(convert(String.class, GENERATION)).isEqualTo(tree.toString());
        assertThat(convert(InputStream.class, GENERATION).readAllBytes())
                .isEqualTo(tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEventConvertsToItsDataExactlyAsReceived() throws Exception {
        assertThat(convert(String.class, EVENT)).isEqualTo(DATA);
        assertThat(convert(InputStream.class, EVENT).readAllBytes()).asString().isEqualTo(DATA);
        assertThat(convert(JsonNode.class, EVENT).at("/n").asInt()).isEqualTo(1);
    }

    @Test
    void G31_aGenerationIsTheSameJsonInEveryWay() throws Exception {
        for (String text : List.of("", "warp \u20AC weft", "\uD83E\uDDF5", "half \uD83E", "a\u2028b\n\"c\"")) {
            Generation generation = GENERATION.with().text(text).build();
            byte[] json = convert(String.class, generation).getBytes(StandardCharsets.UTF_8);

            assertThat(convert(byte[].class, generation)).isEqualTo(json);
            assertThat(convert(InputStream.class, generation).readAllBytes()).isEqualTo(json);
            assertThat(written(convert(Reader.class, generation))).isEqualTo(json);
        }
        assertThat(template.requestBody("direct:json", GENERATION, byte[].class))
                .isEqualTo(convert(byte[].class, GENERATION));
    }

    @Test
    void theDocumentThatMayRepeatThePromptIsLeftOutUnlessTheRouteAsksForIt() throws Exception {
        Generation generation = GENERATION
                .with()
                .raw(JsonNodeFactory.instance.objectNode().put("prompt", PROMPT))
                .build();
        Exchange exchange = new DefaultExchange(context);
        List<Class<?>> types =
                List.of(String.class, byte[].class, InputStream.class, Reader.class, JsonNode.class, Map.class);
        for (Class<?> type : types) {
            exchange.getMessage().setBody(generation);
            assertThat(textOf(exchange, type)).doesNotContain("raw", PROMPT).contains("COMPLETED");
        }
        exchange.setProperty(GenAiConstants.INCLUDE_RAW, true);
        String json = exchange.getMessage().getBody(String.class);
        assertThat(json).endsWith(",\"raw\":{\"prompt\":\"" + PROMPT + "\"}}");
        for (Class<?> type : types) {
            assertThat(textOf(exchange, type)).contains("raw", PROMPT);
        }
        assertThat(exchange.getMessage().getBody(byte[].class))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(json);
        assertThat(template.requestBody("direct:json", generation, String.class))
                .doesNotContain("raw", PROMPT);
        assertThat(template.requestBody("direct:jsonWithRaw", generation, String.class))
                .isEqualTo(json);
    }

    private String textOf(Exchange exchange, Class<?> type) {
        Object converted = exchange.getMessage().getBody(type);
        boolean isTree = converted instanceof Map || converted instanceof JsonNode;
        return isTree ? converted.toString() : convert(String.class, converted);
    }

    @Test
    void G31_anEventIsTheSameDataInEveryWay() throws Exception {
        for (String data : List.of("", DATA, "[1, 2]", "plain \u20AC", "\uD83E\uDDF5")) {
            GenerationEvent event = new GenerationEvent("17", 3, GenerationEventType.OTHER, "row", null, null, data);
            byte[] bytes = data.getBytes(StandardCharsets.UTF_8);

            assertThat(convert(byte[].class, event)).isEqualTo(bytes);
            assertThat(convert(InputStream.class, event).readAllBytes()).isEqualTo(bytes);
            assertThat(written(convert(Reader.class, event))).isEqualTo(bytes);
        }
        GenerationEvent none = new GenerationEvent("17", 3, GenerationEventType.STARTED, "row", null, null, null);
        assertThat(convert(byte[].class, none)).isEmpty();
    }

    private static byte[] written(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"String", "byte[]", "Reader", "InputStream"})
    void G31_aStreamConvertsToItsWholeText(String type) {
        String text = template.requestBody("direct:generate", PROMPT, Generation.class)
                .text();

        assertThat(template.requestBody("direct:" + type, PROMPT, String.class))
                .isEqualTo(text)
                .isNotBlank();
    }

    @Test
    void F69_aKeyInAUriIsMasked() {
        Endpoint endpoint = context.getEndpoint("genai:llmstats/flux-1.1-pro?connection=masked&apiKey=" + KEY);

        assertThat(endpoint.toString()).doesNotContain(KEY).contains("apiKey=xxxxxx");
    }

    @Test
    void everyResourceThatCamelLoadsIsGenerated() {
        assertThat(List.of(
                        "META-INF/io/camelgenai/component/genai.json",
                        "META-INF/services/org/apache/camel/component/genai",
                        "META-INF/services/org/apache/camel/component.properties",
                        "META-INF/services/org/apache/camel/configurer/genai-component",
                        "META-INF/services/org/apache/camel/configurer/genai-endpoint",
                        "META-INF/services/org/apache/camel/urifactory/genai-endpoint",
                        "META-INF/services/org/apache/camel/send-dynamic/genai",
                        "META-INF/jandex.idx"))
                .allSatisfy(file -> assertThat(getClass().getClassLoader().getResource(file))
                        .as(file)
                        .isNotNull());
    }
}
