package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.SseException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.StructuredMessageCreateParams;
import com.anthropic.models.messages.Tool;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's SDK for Java, which validates every response, with nothing changed but the base URL and the key. */
class AnthropicJavaSdkIT {
    @RegisterExtension
    static final SdkRun.Recorder RECORDER =
            new SdkRun.Recorder("anthropic-java (Maven)", MessageCreateParams.class, "anthropic");

    private static final String KEY = "sk-test";

    /** A bridge, from which the client derives a schema. */
    public static class Bridge {
        /** How it is called. */
        public String name = "";

        /** Its length in meters. */
        public int length;
    }

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).apiKeys(KEY).build());
    private final AnthropicClient client = client(KEY);

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(simulator.baseUrl("anthropic"))
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

    private static MessageCreateParams.Builder prompt(String text) {
        return MessageCreateParams.builder()
                .model("claude-sonnet-5")
                .maxTokens(2048)
                .addUserMessage(text);
    }

    private static Tool weather() {
        return Tool.builder()
                .name("get_weather")
                .inputSchema(Tool.InputSchema.builder().build())
                .build();
    }

    private static String text(Message message) {
        return message.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .reduce("", String::concat);
    }

    private Message streamed(MessageCreateParams params) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(params)) {
            events.stream().map(RawMessageStreamEvent::validate).forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    @Test
    @Tag("create")
    void aMessageIsCreated() {
        Message message = client.messages().create(prompt("a bridge").build()).validate();
        assertThat(text(message)).contains("a bridge");
        assertThat(message.stopReason()).contains(StopReason.END_TURN);
        assertThat(message.usage().outputTokens()).isPositive();
    }

    @Test
    @Tag("create")
    void aTextIsReadAsAnObject() {
        StructuredMessageCreateParams<Bridge> params =
                prompt("a bridge").outputConfig(Bridge.class).build();
        List<Bridge> bridges = client.messages().create(params).content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .toList();
        assertThat(bridges).hasSize(1).allSatisfy(bridge -> assertThat(bridge.name)
                .isNotEmpty());
    }

    @Test
    @Tag("stream")
    void aStreamHasTheSameMessage() {
        MessageCreateParams params = prompt("How warm is it? [tool]")
                .addTool(weather())
                .enabledThinking(1024)
                .build();
        Message whole = client.messages().create(params).validate();
        Message streamed = streamed(params);
        assertThat(text(streamed)).isEqualTo(text(whole)).isNotEmpty();
        assertThat(streamed.content()).hasSize(3);
        assertThat(streamed.content().get(2).asToolUse()._input())
                .isEqualTo(whole.content().get(2).asToolUse()._input());
        assertThat(streamed.stopReason()).contains(StopReason.TOOL_USE);
        assertThat(streamed.usage().outputTokens()).isEqualTo(whole.usage().outputTokens());
    }

    @Test
    @Tag("stream")
    void anErrorAfterTheBeginningOfAStreamIsThrown() {
        assertThatThrownBy(() ->
                        streamed(prompt("a bridge [fail overloaded_error]").build()))
                .isInstanceOf(SseException.class)
                .hasMessageContaining("overloaded_error");
    }

    @Test
    @Tag("cancel")
    void aStreamIsClosedEarly() {
        try (StreamResponse<RawMessageStreamEvent> events =
                client.messages().createStreaming(prompt("a bridge [takes 60s]").build())) {
            assertThat(events.stream().findFirst()).isPresent();
        }
    }

    @Test
    @Tag("errors")
    void aWrongKeyIsUnauthorized() {
        AnthropicClient stranger = client("sk-wrong");
        assertThatThrownBy(() -> stranger.messages().create(prompt("x").build()))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @Test
    @Tag("errors")
    void anUnknownParameterIsRefused() {
        MessageCreateParams params =
                prompt("x").putAdditionalBodyProperty("foo", JsonValue.from(1)).build();
        assertThatThrownBy(() -> client.messages().create(params))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("foo");
    }

    @ParameterizedTest
    @Tag("errors")
    @ValueSource(ints = {429, 500, 529})
    void anErrorHasItsStatus(int status) {
        assertThatThrownBy(() -> client.messages()
                        .create(prompt("x [error " + status + "]").build()))
                .isInstanceOfSatisfying(AnthropicServiceException.class, error -> assertThat(error.statusCode())
                        .isEqualTo(status));
    }
}
