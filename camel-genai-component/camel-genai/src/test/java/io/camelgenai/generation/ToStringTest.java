package io.camelgenai.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text form of a value or an exception contains no prompt, no text and no signed URL. */
class ToStringTest {

    @Test
    void aValueShowsItsIdAndStatusOnly() {
        assertThat(Samples.whole()).hasToString("Generation[llmstats gen_1 COMPLETED]");
        assertThat(Samples.event()).hasToString("GenerationEvent[gen_1 4 COMPLETED]");
        assertThat(Samples.whole().artifacts()).hasToString("[Artifact[png]]");
        assertThat(Samples.whole().toolCalls()).hasToString("[ToolCall[t1 feed]]");
    }

    static Stream<Object> shown() {
        return Stream.of(
                Samples.whole(),
                Samples.event(),
                Samples.whole().artifacts(),
                Samples.whole().toolCalls(),
                Samples.whole().usage(),
                new GenerationFailedException(Samples.whole()),
                new GenerationTimeoutException(Samples.whole(), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void noTextFormContainsThePromptTheTextOrAUrl(Object value) {
        assertThat(value.toString())
                .doesNotContain(
                        Samples.PROMPT, Samples.TEXT, Samples.REASONING, Samples.ARGUMENTS, Samples.URL, "s3cr3t");
    }
}
