package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's SDK for Java, with nothing changed but the base URL and the key. */
class GoogleGenAiJavaSdkIT {
    @RegisterExtension
    static final SdkRun.Recorder RECORDER = new SdkRun.Recorder("google-genai (Maven)", Client.class, "gemini");

    private static final String KEY = "sk-test";
    private static final String MODEL = "gemini-3-flash";

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).apiKeys(KEY).build());
    private final Client client = client(KEY);

    private Client client(String key) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(simulator.baseUrl("gemini"))
                        .retryOptions(HttpRetryOptions.builder().attempts(1))
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private GenerateContentResponse create(String prompt, @Nullable GenerateContentConfig config) {
        return client.models.generateContent(MODEL, prompt, config);
    }

    private List<GenerateContentResponse> stream(String prompt) {
        List<GenerateContentResponse> chunks = new ArrayList<>();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(MODEL, prompt, null)) {
            stream.forEach(chunks::add);
        }
        return chunks;
    }

    @Test
    @Tag("create")
    void anAnswerIsCreated() {
        GenerateContentResponse answer = create("a bridge", null);
        assertThat(answer.text()).contains("a bridge");
        assertThat(answer.finishReason()).isEqualTo(new FinishReason(FinishReason.Known.STOP));
        assertThat(answer.usageMetadata().orElseThrow().candidatesTokenCount().orElseThrow())
                .isPositive();
    }

    @Test
    @Tag("create")
    void aFunctionIsCalled() {
        FunctionDeclaration declaration = FunctionDeclaration.builder()
                .name("get_weather")
                .parametersJsonSchema(Map.of("type", "object"))
                .build();
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(Tool.builder().functionDeclarations(declaration))
                .build();
        assertThat(create("How warm is it? [tool]", config).functionCalls())
                .extracting(call -> call.name().orElseThrow())
                .containsExactly("get_weather");
    }

    @Test
    @Tag("create")
    void aTextIsJsonThatFitsASchema() {
        GenerateContentConfig config = GenerateContentConfig.builder()
                .responseMimeType("application/json")
                .responseJsonSchema(Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string"))))
                .build();
        assertThat(create("a bridge", config).text()).startsWith("{");
    }

    @Test
    @Tag("stream")
    void aStreamHasTheSameText() {
        List<GenerateContentResponse> chunks = stream("a bridge");
        assertThat(chunks).hasSizeGreaterThan(3);
        assertThat(chunks.stream()
                        .map(chunk -> chunk.text() == null ? "" : chunk.text())
                        .reduce("", String::concat))
                .isEqualTo(create("a bridge", null).text());
    }

    @Test
    @Tag("cancel")
    void aStreamIsClosedEarly() {
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(MODEL, "a bridge [takes 60s]", null)) {
            assertThat(stream.iterator().hasNext()).isTrue();
        }
    }

    @Test
    @Tag("errors")
    void aWrongKeyIsRefused() {
        try (Client stranger = client("wrong")) {
            assertThatThrownBy(() -> stranger.models.generateContent(MODEL, "x", null))
                    .isInstanceOfSatisfying(ApiException.class, error -> assertThat(error.code())
                            .isEqualTo(400))
                    .hasMessageContaining("API key not valid");
        }
    }

    @Test
    @Tag("errors")
    void anInvalidValueIsRefused() {
        GenerateContentConfig config =
                GenerateContentConfig.builder().temperature(7f).build();
        assertThatThrownBy(() -> create("x", config))
                .isInstanceOfSatisfying(
                        ApiException.class, error -> assertThat(error.status()).isEqualTo("INVALID_ARGUMENT"));
    }

    @ParameterizedTest
    @Tag("errors")
    @ValueSource(ints = {429, 500, 503})
    void anErrorHasItsStatus(int status) {
        for (Runnable call : List.<Runnable>of(
                () -> create("x [error " + status + "]", null), () -> stream("x [error " + status + "]"))) {
            assertThatThrownBy(call::run).isInstanceOfSatisfying(ApiException.class, error -> assertThat(error.code())
                    .isEqualTo(status));
        }
    }
}
