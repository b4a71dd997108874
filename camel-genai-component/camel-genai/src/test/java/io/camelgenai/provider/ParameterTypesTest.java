package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a {@code param.NAME} becomes the JSON that the provider expects. */
class ParameterTypesTest {

    private static JsonNode sent(String name, Object value) {
        return Descriptors.llmstats()
                .request()
                .body("a heron", "flux-1.1-pro", Map.of(name, value))
                .at("/input/" + name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "seed            | 42            | 42",
                "seed            | ` -7 `        | -7",
                "seed            | 99999999999999999999 | 99999999999999999999",
                "duration        | 2.5           | 2.5",
                "duration        | 8             | 8",
                "size            | 1024          | \"1024\"",
                "size            | \"1024\"      | \"1024\"",
                "aspect_ratio    | 16:9          | \"16:9\"",
                "resolution      | 720p          | \"720p\"",
                "negative_prompt | true          | \"true\"",
                "images          | https://a.example/1.png, https://a.example/2.png | [\"https://a.example/1.png\",\"https://a.example/2.png\"]",
                "images          | [\"https://a.example/1,2.png\"] | [\"https://a.example/1,2.png\"]",
            })
    void aTypeInTheDescriptorDecides(String name, String value, String json) {
        assertThat(sent(name, value)).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "42            | 42",
                "-3            | -3",
                "0.5           | 0.5",
                "1e3           | 1E+3",
                "true          | true",
                "false         | false",
                "True          | \"True\"",
                "16:9          | \"16:9\"",
                "007           | \"007\"",
                "1.            | \"1.\"",
                "1234567890123456789 | \"1234567890123456789\"",
                "\"42\"        | \"42\"",
                "\"true\"      | \"true\"",
                "\"[1]\"       | \"[1]\"",
                "\"            | \"\\\"\"",
                "[1,\"a\"]     | [1,\"a\"]",
                "{\"a\":{}}    | {\"a\":{}}",
                "plain words   | \"plain words\"",
                "``            | \"\"",
            })
    void aParameterWithoutATypeGetsTheTypeThatItsTextSuggests(String value, String json) {
        assertThat(sent("style", value)).hasToString(json);
    }

    @Test
    void aValueThatIsNotATextIsConvertedToJson() {
        assertThat(sent("seed", 42)).hasToString("42");
        assertThat(sent("style", List.of("a", 1))).hasToString("[\"a\",1]");
        assertThat(sent("style", new StringBuilder("42"))).hasToString("42");
    }

    @ParameterizedTest
    @CsvSource({
        "seed, abc, integer",
        "seed, 4.5, integer",
        "seed, '', integer",
        "duration, 5s, number",
        "images, '[broken', list",
        "images, '[] and more', list",
        "style, '[broken', auto",
        "style, '{\"a\":1} and more', auto",
        "style, '{a}', auto"
    })
    void aValueOfAnotherTypeIsRefusedWithTheNameOfTheParameter(String name, String value, String type) {
        assertThatThrownBy(() -> sent(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameter '" + name + "' is not of type " + type);
    }

    /** Expanding half a billion digits would take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"1e9", "1e500000000", "1e2147483647"})
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHugeExponentIsRefusedWithoutExpandingIt(String value) {
        assertThatThrownBy(() -> sent("seed", value)).hasMessage("Parameter 'seed' is not of type integer");
    }
}
