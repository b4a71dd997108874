package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malicious documents are refused with an exception, or their unreadable values count as absent. */
@Timeout(20)
class HostileDocumentsTest {

    private static final StreamMapping CHAT = Descriptors.catalog().get("openai-chat").stream();
    private static final StreamMapping TWELVELABS = Descriptors.catalog().get("twelvelabs").stream();

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"id\":[{\"x\":", "{\"response\":["})
    void F36_aDocumentThatIsNestedTooDeepIsRefused(String level) {
        String deep = level.repeat(100_000);

        assertThatThrownBy(() -> CHAT.interpret("message", deep)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> TWELVELABS.interpret("response.completed", deep))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e999999", "-1e999999999", "\"1e2147483647\"", "\"1e-2147483647\"", "1e99999999999", "\"NaN\""})
    void F36_anImplausibleNumberCountsAsAbsent(String number) throws JsonProcessingException {
        Frame frame = CHAT.interpret("message", "{\"usage\":{\"prompt_tokens\":" + number + "}}");

        assertThat(frame.usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void F36_aNumberOfAMillionDigitsIsRefused() {
        String digits = "9".repeat(1 << 20);

        assertThatThrownBy(() -> CHAT.interpret("message", "{\"usage\":{\"prompt_tokens\":" + digits + "}}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ".", "e", "e9x"})
    void F36_aTextOfAMillionDigitsIsNotReadAsANumber(String end) throws JsonProcessingException {
        String digits = "9".repeat(1 << 20) + end;

        assertThat(CHAT.interpret("message", "{\"usage\":{\"prompt_tokens\":\"" + digits + "\"}}")
                        .usage())
                .isEqualTo(Usage.UNKNOWN);
        Generation read = Descriptors.catalog()
                .get("openai-chat")
                .generation()
                .read(
                        Descriptors.json("{\"created\":\"" + digits + "\"}"),
                        Generation.of("openai-chat").build());
        assertThat(read.createdAt()).isNull();
    }

    @Test
    void F36_aLongTextIsReadUnchanged() throws JsonProcessingException {
        String text = "x".repeat(30 << 20);

        assertThat(CHAT.interpret("message", "{\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}")
                        .text())
                .hasSameSizeAs(text);
    }

    @Test
    void F36_theLastOfDuplicateFieldsCounts() throws JsonProcessingException {
        String twice = "{\"choices\":[{\"delta\":{\"content\":\"one\",\"content\":\"two\"}}]}";

        assertThat(CHAT.interpret("message", twice).text()).isEqualTo("two");
    }
}
