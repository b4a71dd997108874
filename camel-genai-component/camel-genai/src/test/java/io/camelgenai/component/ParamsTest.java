package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G27 to G29: what becomes of the parameters of a message, and of the caller's own objects. */
class ParamsTest extends GenAiTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARAMS = "{\"seed\":7,\"max_tokens\":50}";

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:chat").to("genai:openai-chat/a-model?param.seed=3&param.user=me");
        routes.from("direct:picture").to("genai:llmstats/flux-1.1-pro?param.seed=3");
    }

    private JsonNode sent(Exchange done, String provider) throws Exception {
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders()).doesNotContainKey("CamelGenAiParams");
        return simulator.requests().stream()
                .filter(each ->
                        each.provider().equals(provider) && each.method().equals("POST"))
                .map(each -> tree(each.body()))
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Object> paramsAsJson() {
        return Stream.of(
                PARAMS,
                new StringBuilder(PARAMS),
                "  " + PARAMS + "\n",
                PARAMS.getBytes(StandardCharsets.UTF_8),
                tree(PARAMS),
                Map.of("seed", 7, "max_tokens", 50));
    }

    @ParameterizedTest
    @MethodSource("paramsAsJson")
    void G27_parametersMayBeText(Object params) throws Exception {
        JsonNode sent = sent(send("direct:chat", PROMPT, "CamelGenAiParams", params), "openai-chat");

        assertThat(sent.path("seed").asInt()).isEqualTo(7);
        assertThat(sent.path("max_tokens").isInt()).isTrue();
        assertThat(sent.path("user").asText()).isEqualTo("me");
    }

    static Stream<Object> noParams() {
        return Stream.of(
                "seed=7",
                "",
                "[1]",
                "7",
                "{\"seed\":",
                "{\"seed\":7} and more",
                List.of("seed", 7),
                7,
                Optional.of("{}"));
    }

    @ParameterizedTest
    @MethodSource("noParams")
    void G27_anythingElseIsRefusedBeforeAnythingIsSent(Object params) {
        Exchange refused = send("direct:chat", PROMPT, "CamelGenAiParams", params);

        assertThat(refused.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelGenAiParams")
                .hasMessageNotContaining("seed=7");
        assertThat(simulator.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{'include_usage':true}",
                "{'include_obfuscation':false}|{'include_obfuscation':false,'include_usage':true}",
                "{'include_usage':false,'include_obfuscation':false}|{'include_usage':true,'include_obfuscation':false}",
                "{'include_obfuscation':true}|{'include_obfuscation':true,'include_usage':true}",
                "{'include_usage':{'a':1}}|{'include_usage':true}"
            })
    void G28_theCallersObjectsAreMergedWithTheDescriptors(String own, String merged) throws Exception {
        Map<String, Object> body = Map.of(
                "messages",
                List.of(Map.of("role", "user", "content", PROMPT)),
                "stream_options",
                tree(own.replace('\'', '"')));
        JsonNode sent = sent(send("direct:chat", body, "unused", "x"), "openai-chat");

        assertThat(sent.path("stream_options")).isEqualTo(tree(merged.replace('\'', '"')));
        assertThat(sent.path("stream").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream_options", "seed", "user", "temperature", "never_heard_of"})
    void G29_nullRemovesAParameterOfTheDescriptorAndOfTheOptions(String name) throws Exception {
        Map<String, Object> params = new HashMap<>();
        params.put(name, null);
        JsonNode sent = sent(send("direct:chat", PROMPT, "CamelGenAiParams", params), "openai-chat");

        assertThat(sent.has(name)).isFalse();
        assertThat(sent.path("stream").asBoolean()).isTrue();
        assertThat(sent.has("messages")).isTrue();
    }

    @Test
    void G29_nullRemovesANestedParameter() throws Exception {
        JsonNode sent = sent(send("direct:picture", PROMPT, "CamelGenAiParams", "{\"seed\":null}"), "llmstats");

        assertThat(sent.path("input").has("seed")).isFalse();
        assertThat(sent.path("input").path("prompt").asText()).isEqualTo(PROMPT);
    }
}
