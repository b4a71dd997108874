package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option jsonSchema is put where each provider expects the schema of the answer, and the answer is JSON that fits it. */
class JsonSchemaTest extends GenAiTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "classpath:schemas/city.json";
    private static final Map<String, String> URIS = Map.of(
            "openai-chat", "openai-chat/gpt-4o-mini?param.n=1",
            "openai-responses", "openai-responses/gpt-5.2?param.top_p=1",
            "anthropic", "anthropic/claude-sonnet-4-5?param.top_k=1",
            "gemini", "gemini/gemini-3-flash?param.topP=1",
            "gemini-interactions", "gemini-interactions/gemini-3-flash?param.seed=1",
            "privategpt", "privategpt?param.seed=1",
            "twelvelabs", "twelvelabs?param.knowledge_store_id=ks_films");

    @TempDir
    Path folder;

    @Override
    public void routes(RouteBuilder routes) {
        URIS.forEach(
                (name, uri) -> routes.from("direct:" + name).to("genai:" + uri + "&timeout=20s&jsonSchema=" + SCHEMA));
        routes.from("direct:strict")
                .to("genai:openai-chat/gpt-4o-mini?param.response_format=RAW({\"json_schema\":{\"strict\":true}})"
                        + "&jsonSchema=" + SCHEMA);
    }

    private static JsonNode schema() throws IOException {
        try (InputStream file = JsonSchemaTest.class.getResourceAsStream("/schemas/city.json")) {
            return JSON.readTree(file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai-chat, /response_format/json_schema/schema, /response_format/type, json_schema",
        "openai-chat, /response_format/json_schema/schema, /response_format/json_schema/name, answer",
        "openai-responses, /text/format/schema, /text/format/name, answer",
        "openai-responses, /text/format/schema, /text/format/type, json_schema",
        "anthropic, /output_config/format/schema, /output_config/format/type, json_schema",
        "gemini, /generationConfig/responseJsonSchema, /generationConfig/responseMimeType, application/json",
        "gemini-interactions, /response_format/schema, /response_format/mime_type, application/json",
        "privategpt, /output_config/format/schema, /output_config/format/type, json_schema",
        "twelvelabs, /text/format/schema, /text/format/type, json_schema"
    })
    void eachProviderReceivesTheSchemaAndAnswersWithJsonThatFits(
            String provider, String schema, String constant, String value) throws Exception {
        Generation done = generation(send("direct:" + provider, PROMPT));

        assertThat(lastRequest(provider).at(schema)).isEqualTo(schema());
        assertThat(lastRequest(provider).at(constant).asText()).isEqualTo(value);
        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        JsonNode answer = JSON.readTree(done.text());
        assertThat(answer.path("city").isTextual()).isTrue();
        assertThat(answer.path("inhabitants").isIntegralNumber()).isTrue();
    }

    @Test
    void theOtherParametersOfTheSameObjectStay() throws Exception {
        generation(send("direct:strict", PROMPT));
        generation(send("direct:gemini", PROMPT, GenAiConstants.PARAMS, Map.of("temperature", 1)));
        generation(send("direct:anthropic", PROMPT, GenAiConstants.PARAMS, "{\"output_config\":{\"effort\":\"low\"}}"));

        JsonNode format = lastRequest("openai-chat").path("response_format");
        assertThat(format.at("/json_schema/strict").asBoolean()).isTrue();
        assertThat(format.at("/json_schema/schema")).isEqualTo(schema());
        assertThat(lastRequest("gemini").at("/generationConfig/temperature").asInt())
                .isOne();
        assertThat(lastRequest("gemini").at("/generationConfig/responseJsonSchema"))
                .isEqualTo(schema());
        assertThat(lastRequest("anthropic").at("/output_config/effort").asText())
                .isEqualTo("low");
        assertThat(lastRequest("anthropic").at("/output_config/format/schema")).isEqualTo(schema());
    }

    @Test
    void theCallersOwnFormatStays() throws Exception {
        JsonNode own = JSON.readTree("{\"type\":\"text\"}");
        Generation done =
                generation(send("direct:openai-chat", PROMPT, GenAiConstants.PARAMS, Map.of("response_format", own)));

        assertThat(lastRequest("openai-chat").path("response_format")).isEqualTo(own);
        assertThat(done.text()).doesNotStartWith("{");
    }

    @Test
    void theSchemaMayBeWrittenInTheUriOrInAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("city.json"), schema().toPrettyString());
        for (String form : List.of("RAW(" + schema() + ")", "file:" + file, SCHEMA, "schemas/city.json")) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + form.hashCode()).to("genai:privategpt?timeout=20s&jsonSchema=" + form);
                }
            });
            generation(send("direct:" + form.hashCode(), PROMPT));

            assertThat(lastRequest("privategpt").at("/output_config/format/schema"))
                    .as(form)
                    .isEqualTo(schema());
        }
    }

    static Stream<Object> ofMessages() throws IOException {
        JsonNode other = JSON.readTree(schema().toString().replace("city", "town"));
        return Stream.of(other, JSON.convertValue(other, Map.class), other.toString());
    }

    @ParameterizedTest
    @MethodSource("ofMessages")
    void aMessageMayHaveAnotherSchema(Object schema) throws Exception {
        Generation done =
                generation(send("direct:anthropic", PROMPT, GenAiConstants.PARAMS, Map.of("jsonSchema", schema)));

        assertThat(JSON.readTree(done.text()).has("town")).isTrue();
    }

    @Test
    void aMessageMayRemoveTheSchema() throws Exception {
        Map<String, Object> none = new HashMap<>();
        none.put("jsonSchema", null);
        Generation done = generation(send("direct:anthropic", PROMPT, GenAiConstants.PARAMS, none));

        assertThat(lastRequest("anthropic").has("output_config")).isFalse();
        assertThat(done.text()).doesNotStartWith("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classpath:schemas/city.json", "[1]", "{", "{} and more", ""})
    void aMessageThatHasNoSchemaIsRefusedBeforeAnythingIsSent(String schema) {
        Exchange refused = send("direct:anthropic", PROMPT, GenAiConstants.PARAMS, Map.of("jsonSchema", schema));

        assertThat(refused.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The parameter jsonSchema is no JSON object: set it to a schema");
        assertThat(simulator.requests()).isEmpty();
    }

    private Throwable startFailure(String uri) {
        return catchThrowable(() -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:refused").to("genai:" + uri);
            }
        }));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            RAW({"type":"object")                 | is not JSON at line 1, column 17: correct the schema
            RAW({"type":"object"} and more)       | is not JSON at line 1
            RAW([])                               | is JSON, but not an object: write a JSON schema
            classpath:schemas/country.json        | is neither a JSON object nor a resource that can be read
            type: object                          | names a resource of the kind 'type:'. Use file: or classpath:
            https://example.org/schema.json       | names a resource of the kind 'https:'. Use file: or classpath:
            """)
    void whatIsNoJsonObjectStopsTheStart(String value, String message) {
        assertThat(startFailure("privategpt?jsonSchema=" + value))
                .hasStackTraceContaining("The option jsonSchema " + message);
        assertThat(simulator.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"llmstats/flux-1.1-pro", "elumenta/gpt-4o", "runway/gen4_turbo", "openai-images/gpt-image-2"})
    void aProviderWithoutSchemasRefusesTheOptionAtTheStart(String uri) {
        assertThat(startFailure(uri + "?jsonSchema=" + SCHEMA))
                .hasStackTraceContaining(
                        "The option jsonSchema has no place in a request to " + uri.replaceAll("/.*", "")
                                + ": leave it out, and write what the answer is to be into the prompt");
        assertThat(simulator.requests()).isEmpty();
    }
}
