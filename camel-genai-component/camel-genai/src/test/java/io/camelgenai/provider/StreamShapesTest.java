package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationEventType;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of other shapes than PrivateGPT's can be described. */
class StreamShapesTest {

    private static final String FRAMES = "    end: { type: COMPLETED }\n    ping: ignore\n";

    private static StreamMapping stream(String described) {
        String yaml = Descriptors.SMALL.replace("stream:\n  frames:\n" + FRAMES, "stream:\n" + described);
        return Objects.requireNonNull(Descriptors.parse(yaml).stream());
    }

    @Test
    void theKindOfAFrameMayBeInItsData() throws JsonProcessingException {
        StreamMapping stream = stream("  kind: /type\n  frames:\n" + FRAMES);
        Frame end = Objects.requireNonNull(stream.interpret("message", "{\"type\":\"end\"}"));
        assertThat(end.name()).isEqualTo("end");
        assertThat(end.type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(stream.interpret("message", "{\"type\":\"ping\"}").ignored()).isTrue();
        assertThat(stream.interpret("ping", "{}").ignored())
                .as("the event line counts where the data has no kind")
                .isTrue();
    }

    @Test
    void theIdOfAFrameMayBeInItsData() throws JsonProcessingException {
        String frames = "  frames: { message: { type: TEXT, text: /t } }\n";
        FrameReader inData = stream("  eventId: /event_id\n" + frames).reader();
        FrameReader inLine = stream(frames).reader();

        for (int number = 0; number < 3; number++) {
            String data = "{\"t\":\"a\",\"event_id\":\"e" + number + "\"}";
            inData.read("message", data);
            inLine.read("message", data);
            assertThat(inData.eventId("line")).isEqualTo("e" + number);
            assertThat(inLine.eventId("line")).isEqualTo("line");
        }
        inData.read("message", "{\"t\":\"a\"}");
        assertThat(inData.eventId("line")).as("it has none").isEmpty();
    }

    @Test
    void theEndMarkerMayBeATextThatIsNotJson() throws JsonProcessingException {
        StreamMapping stream = stream("  end: \"[DONE]\"\n  frames: { message: { type: TEXT, text: /t } }\n");
        assertThat(Objects.requireNonNull(stream.interpret("message", "[DONE]")).type())
                .isEqualTo(GenerationEventType.COMPLETED);
        assertThat(Objects.requireNonNull(stream.interpret("message", "{\"t\":\"a\"}"))
                        .text())
                .isEqualTo("a");
    }

    @Test
    void aFrameMayContainAWholeDocument() throws JsonProcessingException {
        StreamMapping stream = stream("  frames: { \"*\": { document: /job } }\n");
        Frame frame = Objects.requireNonNull(stream.interpret("progress", "{\"job\":{\"id\":\"1\"}}"));
        assertThat(frame.name()).isEqualTo("progress");
        assertThat(frame.type()).isEqualTo(GenerationEventType.STATUS);
        assertThat(frame.document()).hasToString("{\"id\":\"1\"}");
    }

    @Test
    void allOtherFramesMayBeIgnored() throws JsonProcessingException {
        StreamMapping stream = stream("  frames: { end: { type: COMPLETED }, \"*\": ignore }\n");
        assertThat(stream.interpret("anything", "{}").ignored()).isTrue();
        assertThat(stream.interpret("end", "{}")).isNotNull();
    }

    @Test
    void severalTextsOfAFrameAreJoined() throws JsonProcessingException {
        StreamMapping stream = stream("  frames: { message: { type: TEXT, text: /parts/*/text } }\n");
        Frame frame = Objects.requireNonNull(
                stream.interpret("message", "{\"parts\":[{\"text\":\"a\"},{},{\"text\":\"b\"}]}"));
        assertThat(frame.text()).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\0\0\0garbage!", "{\0}\0"})
    void F35_zeroBytesDoNotChangeTheEncoding(String data) {
        StreamMapping mapping = Objects.requireNonNull(Descriptors.privategpt().stream());
        assertThatThrownBy(() -> mapping.interpret("content_block_delta", data))
                .isInstanceOf(JsonProcessingException.class);
    }
}
