package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEventType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path that matches those of several elements whose field has a value. */
class SelectedElementsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /a/*/[type=text]/v    | {"a":[{"type":"text","v":"1"},{"type":"note","v":"2"},{"type":"text","v":"3"}]} | 1 3
            /a/*/[type=text]/v    | {"a":[{"v":"1"},{"type":null,"v":"2"},{"type":"text"}]}                         | -
            /a/*/[type=text]/v    | {"a":["text",["text"],{"type":"text","v":"1"}]}                                 | 1
            /a/*/[type=text]/v    | {"a":{"b":{"type":"text","v":"1"},"c":{"type":"note","v":"2"}}}                 | 1
            /a/*/b/*/[n=1]/v      | {"a":[{"b":[{"n":1,"v":"1"}]},{"b":[{"n":2,"v":"2"},{"n":1,"v":"3"}]}]}         | 1 3
            /a/*/b/[n=1]/v        | {"a":[{"b":[{"n":2,"v":"1"},{"n":1,"v":"2"},{"n":1,"v":"3"}]}]}                 | 2
            /a/[type=text]/v      | {"a":{"type":"text","v":"1"}}                                                   | 1
            /a/*/[type!=text]/v   | {"a":[{"type":"text","v":"1"},{"type":"note","v":"2"},{"v":"3"}]}               | 2 3
            /a/*/[on!=true]/v     | {"a":[{"on":true,"v":"1"},{"on":false,"v":"2"},{"on":null,"v":"3"}]}            | 2 3
            """)
    void theElementsWithTheValueAreRead(String path, String document, String values) {
        assertThat(JsonPath.of(path).all(Descriptors.json(document)))
                .extracting(JsonNode::asText)
                .isEqualTo(values == null ? List.of() : List.of(values.split(" ")));
    }

    @Test
    void theTextOfAResponseIsItsOutputTextAlone() {
        Generation read = Descriptors.catalog()
                .get("openai-responses")
                .generation()
                .read(Descriptors.json("""
                        {"id":"resp_1","status":"completed","output":[
                         {"type":"reasoning","content":[{"type":"reasoning_text","text":"let me see"}]},
                         {"type":"message","content":[{"type":"output_text","text":"high "},{"type":"refusal","refusal":"no"},
                                                      {"type":"output_text","text":"tide"}]},
                         {"type":"function_call","arguments":"{}"},
                         {"type":"message","content":[{"type":"output_text","text":"!"}]}]}"""), Generation.of("openai-responses").build());

        assertThat(read.text()).isEqualTo("high tide!");
    }

    private static StreamMapping stream(String text) {
        return Objects.requireNonNull(Descriptors.parse("""
                name: acme
                title: Acme
                baseUrl: https://api.acme.example
                auth: { header: Authorization, value: "{key}" }
                request: { prompt: /prompt }
                operations: { create: { call: POST /jobs }, createStream: { call: POST /jobs } }
                generation: { id: /id }
                stream: { frames: { "*": { type: TEXT, text: %s, reasoning: /thought }, end: { type: COMPLETED } } }
                errors: {}
                """.formatted(text)).stream());
    }

    @Test
    void theTextOfAFrameMayBeThatOfSomeElements() throws JsonProcessingException {
        FrameReader reader = stream("\"/parts/*/[type=text]/text\"").reader();

        for (String[] each : new String[][] {
            {"{\"parts\":[{\"type\":\"text\",\"text\":\"high \"},{\"type\":\"note\",\"text\":\"x\"}]}", "high "},
            {"{\"parts\":[{\"type\":\"text\",\"text\":\"tide\"},{\"type\":\"note\",\"text\":\"y\"}]}", "tide"},
            {"{\"parts\":[{\"type\":\"note\",\"text\":\"tide\"},{\"type\":\"text\",\"text\":\"y\"}]}", "y"}
        }) {
            assertThat(reader.read("piece", each[0])).satisfies(frame -> {
                assertThat(frame.type()).isEqualTo(GenerationEventType.TEXT);
                assertThat(frame.text()).isEqualTo(each[1]);
            });
        }
        Frame other = reader.read("piece", "{\"parts\":[{\"type\":\"note\",\"text\":\"x\"}],\"thought\":\"hm\"}");
        assertThat(other.type()).isEqualTo(GenerationEventType.REASONING);
        assertThat(other.text()).isEqualTo("hm");
    }

    @Test
    void severalDocumentsInOneFrameAreReadWithTheirOwnElements() throws JsonProcessingException {
        FrameReader reader = stream("\"/parts/*/[on!=true]/text\"").reader();

        assertThat(reader.read("piece", "{\"parts\":[{\"text\":\"a\"}]}{\"parts\":[{\"text\":\"b\",\"on\":true}]}")
                        .text())
                .isEqualTo("a");
        assertThat(reader.read("piece", Objects.requireNonNull(reader.rest())).text())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /parts/[type!=text]/text | selects several elements: it follows a '*'
            /[type!=text]            | selects several elements: it follows a '*'
            /parts/*/[type]          | selects nothing: write [name=value], [url], [text] or [object], or [name!=value] after a '*'
            """)
    void aSelectorThatSelectsNoOneElementIsRefused(String path, String reason) {
        assertThatThrownBy(() -> stream('"' + path + '"')).hasMessageContaining(reason);
    }
}
