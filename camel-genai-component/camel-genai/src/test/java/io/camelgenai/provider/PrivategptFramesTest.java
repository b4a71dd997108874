package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.Usage;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How each frame of a PrivateGPT stream is read. */
class PrivategptFramesTest {

    private final StreamMapping stream = Objects.requireNonNull(Descriptors.privategpt().stream());

    private Frame frame(String event, String data) throws JsonProcessingException {
        return Objects.requireNonNull(stream.interpret(event, data));
    }

    private static Frame plain(String name, GenerationEventType type) {
        return new Frame(name, type, null, null, null, null, Usage.UNKNOWN, null, null, false, false);
    }

    @Test
    void aMessageStartIsStarted() throws JsonProcessingException {
        String data =
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"private-gpt\",\"usage\":{\"input_tokens\":0,\"output_tokens\":0}}}";
        assertThat(frame("message_start", data)).isEqualTo(plain("message_start", GenerationEventType.STARTED));
    }

    @Test
    void aTextDeltaIsText() throws JsonProcessingException {
        String data =
                "{\"type\":\"content_block_delta\",\"index\":0,\"block_id\":\"block_1\",\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi \\u20ac\"}}";
        assertThat(frame("content_block_delta", data))
                .isEqualTo(new Frame(
                        "content_block_delta",
                        GenerationEventType.TEXT,
                        null,
                        null,
                        "Hi \u20AC",
                        null,
                        Usage.UNKNOWN,
                        null,
                        null,
                        false,
                        false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"thinking_delta\",\"thinking\":\"\"}",
                "{\"type\":\"signature_delta\",\"signature\":\"x\"}",
                "{\"type\":\"citations_delta\",\"citation\":{}}",
                "{\"type\":\"source_delta\",\"source\":{}}",
                "{\"type\":\"tldr_delta\",\"tldr\":\"short\"}",
                "{\"type\":\"text_delta\",\"text\":null}"
            })
    void aDeltaOfAnotherTypeIsNotText(String delta) throws JsonProcessingException {
        assertThat(frame("content_block_delta", "{\"type\":\"content_block_delta\",\"delta\":" + delta + "}"))
                .isEqualTo(plain("content_block_delta", GenerationEventType.OTHER));
    }

    @ParameterizedTest
    @CsvSource({
        "input_json_delta, partial_json, TOOL_CALL, {",
        "input_json_delta, partial_json, TOOL_CALL, ''",
        "thinking_delta, thinking, REASONING, Hm",
        "thinking_delta, thinking, REASONING, ' '"
    })
    void aDeltaOfAThoughtOrOfArgumentsIsItsPiece(String type, String field, GenerationEventType event, String piece)
            throws JsonProcessingException {
        Frame frame = frame(
                "content_block_delta",
                "{\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":\"" + piece + "\"},\"block_id\":\"b\"}");
        assertThat(frame.type()).isEqualTo(event);
        assertThat(frame.text()).isEqualTo(piece);
    }

    @Test
    void aBlockOfAToolBeginsAToolCall() throws JsonProcessingException {
        Frame frame = frame(
                "content_block_start",
                "{\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}}");
        assertThat(frame.type()).isEqualTo(GenerationEventType.TOOL_CALL);
        assertThat(frame.text()).isEmpty();
    }

    @Test
    void anEmptyTextDeltaIsText() throws JsonProcessingException {
        assertThat(frame("content_block_delta", "{\"delta\":{\"type\":\"text_delta\",\"text\":\"\"}}")
                        .text())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal"})
    void aMessageDeltaHasTheFinishReasonAndTheUsage(String reason) throws JsonProcessingException {
        String data = "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                + "\"},\"usage\":{\"input_tokens\":12,\"output_tokens\":34}}";
        assertThat(frame("message_delta", data))
                .isEqualTo(new Frame(
                        "message_delta",
                        GenerationEventType.OTHER,
                        null,
                        null,
                        null,
                        null,
                        new Usage(12L, 34L, null),
                        reason,
                        null,
                        false,
                        false));
    }

    @Test
    void aMessageStopIsCompleted() throws JsonProcessingException {
        assertThat(frame("message_stop", "{\"type\":\"message_stop\"}"))
                .isEqualTo(plain("message_stop", GenerationEventType.COMPLETED));
    }

    @Test
    void anErrorIsAFailureWithTheProvidersCodeAndMessage() throws JsonProcessingException {
        String data =
                "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Api Error\",\"detail\":{\"code\":\"API_ERROR\",\"explanation\":\"The model broke\"}},\"request_id\":\"m1\",\"exception\":{\"type\":\"ValueError\",\"message\":\"boom\"}}";
        Frame error = frame("error", data);
        assertThat(error.type()).isEqualTo(GenerationEventType.FAILED);
        assertThat(error.error()).isEqualTo(new GenerationError("API_ERROR", "The model broke", true));
    }

    @Test
    void anErrorWithoutDetailsIsAFailure() throws JsonProcessingException {
        String data = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Invalid\"}}";
        assertThat(frame("error", data).error())
                .isEqualTo(new GenerationError("invalid_request_error", "Invalid", false));
        assertThat(frame("error", "{}")).isEqualTo(plain("error", GenerationEventType.FAILED));
    }

    @Test
    void aPingIsIgnored() throws JsonProcessingException {
        assertThat(stream.interpret("ping", "{\"type\":\"ping\"}").ignored()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content_block_start",
                "content_block_stop",
                "mcp_tokens_refreshed",
                "mcp_tokens_refresh_failed",
                "message",
                "something_new"
            })
    void anyOtherFrameKeepsItsName(String event) throws JsonProcessingException {
        String data = "{\"type\":\"" + event + "\",\"content_block\":{\"type\":\"text\",\"text\":\"\"}}";
        assertThat(frame(event, data)).isEqualTo(plain(event, GenerationEventType.OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[DONE]", "{\"type\":", "<html>"})
    void dataThatIsNotJsonIsRefused(String data) {
        assertThatThrownBy(() -> stream.interpret("message_stop", data)).isInstanceOf(JsonProcessingException.class);
    }
}
