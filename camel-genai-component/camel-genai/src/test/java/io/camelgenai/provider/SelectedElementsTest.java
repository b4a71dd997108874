package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Generation;
import java.util.List;
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

    @Test
    void aFrameCannotSelectElementsOfSeveral() {
        String yaml = """
                name: acme
                title: Acme
                baseUrl: https://api.acme.example
                auth: { header: Authorization, value: "{key}" }
                request: { prompt: /prompt }
                operations: { create: { call: POST /jobs }, createStream: { call: POST /jobs } }
                generation: { id: /id }
                stream: { frames: { piece: { type: TEXT, text: "/parts/*/[type=text]/text" }, end: { type: COMPLETED } } }
                errors: {}
                """;

        assertThatThrownBy(() -> Descriptors.parse(yaml))
                .hasMessageContaining("at /stream/frames: '/parts/*/[type=text]/text' selects some of several values,"
                        + " which only a document has");
    }
}
