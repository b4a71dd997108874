package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.models.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's client for Java, which validates every response, with nothing changed but the base URL. */
class OpenAiJavaTest {
    @RegisterExtension
    static final SdkRun.Recorder RECORDER =
            new SdkRun.Recorder("openai-java (Maven)", ChatCompletion.class, "openai-chat");

    private static final String KEY = "sk-test";

    /** A report, from which the client derives a schema. */
    public static class Report {
        /** What it is about. */
        public String title = "";

        /** Its parts. */
        public List<Part> parts = List.of();
    }

    /** A part of a report. */
    public static class Part {
        /** Its pages. */
        public int pages;

        /** Whether it is finished. */
        public boolean finished;
    }

    private final GenAiSimulator simulator = GenAiSimulator.start(SimulatorOptions.builder()
            .pace(0)
            .openAiChatKey(KEY)
            .openAiChatModels("gpt-4o-mini", "acme/model-1")
            .build());
    private final OpenAIClient client = client(KEY);

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(simulator.baseUrl("openai-chat"))
                .apiKey(key)
                .responseValidation(true)
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private static ChatCompletionCreateParams.Builder prompt(String text) {
        return ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage(text);
    }

    private static ChatCompletionFunctionTool weather() {
        FunctionParameters parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                        "properties",
                        JsonValue.from(Map.of("city", Map.of("type", "string"), "days", Map.of("type", "integer"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("city", "days")))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build();
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("get_weather")
                        .strict(true)
                        .parameters(parameters)
                        .build())
                .build();
    }

    private ChatCompletion streamed(ChatCompletionCreateParams params) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(params)) {
            chunks.stream().map(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion();
    }

    @Test
    @Tag("create")
    void severalChoicesAreCreated() {
        ChatCompletion completion = client.chat()
                .completions()
                .create(prompt("a bridge").n(2).logprobs(true).topLogprobs(1).build());
        completion.validate();
        assertThat(completion.choices()).hasSize(2);
        assertThat(completion.choices().get(1).message().content().orElseThrow())
                .contains("a bridge");
        assertThat(completion.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    }

    @Test
    @Tag("stream")
    void severalChoicesAreStreamed() {
        ChatCompletionCreateParams params = prompt("a bridge")
                .n(2)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletion completion = streamed(params);
        assertThat(completion.choices()).hasSize(2);
        assertThat(completion.choices().get(1).message().content())
                .isEqualTo(client.chat()
                        .completions()
                        .create(prompt("a bridge").n(2).build())
                        .choices()
                        .get(1)
                        .message()
                        .content());
        assertThat(completion.usage().orElseThrow().completionTokens()).isPositive();
    }

    @Test
    @Tag("create")
    void aToolIsCalledAndItsResultIsUsed() {
        ChatCompletionCreateParams.Builder params = prompt("How warm is it?").addTool(weather());
        ChatCompletionMessage message = client.chat()
                .completions()
                .create(params.build())
                .choices()
                .get(0)
                .message();
        var call = message.toolCalls().orElseThrow().get(0).asFunction();
        Map<?, ?> arguments = call.function().arguments(Map.class);
        assertThat(arguments.get("days")).isInstanceOf(Integer.class);
        assertThat(arguments.get("city")).isInstanceOf(String.class);
        var streamedCall = streamed(params.build())
                .choices()
                .get(0)
                .message()
                .toolCalls()
                .orElseThrow()
                .get(0)
                .asFunction();
        assertThat(streamedCall.function()).isEqualTo(call.function());
        ChatCompletion answer = client.chat()
                .completions()
                .create(params.addMessage(message)
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("21 C")
                                .build())
                        .build());
        assertThat(answer.choices().get(0).message().content().orElseThrow()).contains("How warm is it?");
    }

    @Test
    @Tag("create")
    void aTextIsReadAsAnObject() {
        StructuredChatCompletionCreateParams<Report> params =
                prompt("bridges").responseFormat(Report.class).build();
        Report report = client.chat()
                .completions()
                .create(params)
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
        assertThat(report.title).isEqualTo("bridges");
        assertThat(report.parts).isNotEmpty();
        assertThat(report.parts.get(0).pages).isPositive();
    }

    @Test
    @Tag("get")
    void modelsAreListedAndRetrieved() {
        assertThat(client.models().list().autoPager())
                .extracting(Model::id)
                .containsExactly("gpt-4o-mini", "acme/model-1");
        Model model = client.models().retrieve("gpt-4o-mini");
        model.validate();
        assertThat(model.id()).isEqualTo("gpt-4o-mini");
        assertThatThrownBy(() -> client.models().retrieve("none")).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Tag("errors")
    void anUnknownModelIsNotFound() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(prompt("x").model("gpt-none").build()))
                .isInstanceOfSatisfying(NotFoundException.class, error -> assertThat(error.code())
                        .contains("model_not_found"));
    }

    @Test
    @Tag("errors")
    void aWrongKeyIsUnauthorized() {
        OpenAIClient stranger = client("sk-wrong");
        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @Test
    @Tag("errors")
    void anUnknownParameterIsRefused() {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(prompt("x")
                                .putAdditionalBodyProperty("foo", JsonValue.from(1))
                                .build()))
                .isInstanceOfSatisfying(BadRequestException.class, error -> assertThat(error.param())
                        .contains("foo"));
    }

    @ParameterizedTest
    @CsvSource({"409, conflict", "422, unprocessable_entity", "429, rate_limit_exceeded", "500, server_error"})
    @Tag("errors")
    void anErrorHasStatusCodeAndRequestId(int status, String code) {
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(prompt("x [error " + status + "]").build()))
                .isInstanceOfSatisfying(OpenAIServiceException.class, error -> {
                    assertThat(error.statusCode()).isEqualTo(status);
                    assertThat(error.code()).contains(code);
                    assertThat(error.headers().values("x-request-id")).hasSize(1);
                    assertThat(error)
                            .isInstanceOf(
                                    switch (status) {
                                        case 422 -> UnprocessableEntityException.class;
                                        case 429 -> RateLimitException.class;
                                        case 500 -> InternalServerException.class;
                                        default -> OpenAIServiceException.class;
                                    });
                });
    }
}
