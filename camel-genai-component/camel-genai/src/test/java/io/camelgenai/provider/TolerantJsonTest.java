package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not quite JSON, and is sent all the same. */
class TolerantJsonTest {

    private static final StreamMapping CHAT = Objects.requireNonNull(Descriptors.catalog().get("openai-chat").stream());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"score\":NaN,",
                "\"score\":-Infinity,",
                "\"score\":Infinity,",
                "\"score\":[1.5,NaN],",
                "\"score\":{\"a\":NaN,\"b\":[Infinity]},",
                "\"progress\":NaN,",
                "\"usage\":{\"cost_usd\":NaN},",
                "\"created_at\":Infinity,"
            })
    void G18_whatIsNoNumberDoesNoHarm(String field) throws JsonProcessingException {
        Generation read = Descriptors.llmstats()
                .generation()
                .read(
                        JsonText.tree("{\"id\":\"g1\"," + field + "\"status\":\"completed\"}"),
                        Generation.of("llmstats").build());

        assertThat(read.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(read.progress()).isNull();
        assertThat(read.createdAt()).isNull();
        assertThat(read.usage().isUnknown()).isTrue();
        assertThat(JsonText.tree(String.valueOf(read.raw())))
                .as("what is stored is JSON")
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "[NaN]", "{\"a\":NaN}", "null", "1.5"})
    void G18_framesToo(String number) throws JsonProcessingException {
        FrameReader frames = CHAT.reader();
        for (String piece : new String[] {"a", "b", "c"}) {
            assertThat(frames.read(
                                    "message",
                                    "{\"id\":\"c1\",\"logprob\":" + number + ",\"choices\":[{\"delta\":{\"content\":\""
                                            + piece + "\"}}]}")
                            .text())
                    .isEqualTo(piece);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NAN", "undefined", "N", "Infinite", "--Infinity"})
    void G18_otherWordsAreNoJson(String word) {
        assertThatThrownBy(() -> JsonText.tree("{\"a\":" + word + "}")).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"g1\"}",
                " {\"id\":\"g1\"}",
                "\n{\"id\":\"g1\"}\n",
                "\t{\"id\":\"g1\"}",
                "\r\n {\"id\":\"g1\",\"text\":\"\uFEFF\"} "
            })
    void G19_aByteOrderMarkIsSkipped(String json) throws JsonProcessingException {
        assertThat(JsonText.tree("\uFEFF" + json).path("id").asText()).isEqualTo("g1");
        assertThat(CHAT.interpret("message", "\uFEFF" + json).id()).isEqualTo("g1");
    }

    @ParameterizedTest
    @CsvSource({
        "message, '[DONE]'",
        "message, '[DONE] '",
        "message, ' [DONE]'",
        "message, '[DONE]\t'",
        "message, '[DONE]\n'",
        "message, '[done]'",
        "message, '[Done] '",
        "done, '[DONE]'",
        "done, '[done] '",
        "end, ' [DONE] '"
    })
    void G36_theEndMarkerIsKnownByItsWord(String event, String data) throws JsonProcessingException {
        for (String provider : new String[] {"openai-chat", "twelvelabs", "elumenta"}) {
            StreamMapping stream = Objects.requireNonNull(Descriptors.catalog().get(provider).stream());
            assertThat(stream.interpret(event, data).type()).isEqualTo(GenerationEventType.COMPLETED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DONE", "[DONE", "[ DONE ]", "[DONE][DONE]", "[DONE] {}"})
    void G36_anythingElseIsNone(String data) {
        assertThatThrownBy(() -> CHAT.interpret("message", data)).isInstanceOf(JsonProcessingException.class);
    }
}
