package io.camelgenai.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The state of a generation is immutable; a property that is not set is unknown. */
class GenerationTest {

    @Test
    void aPropertyThatIsNotSetIsUnknown() {
        Generation generation = Generation.of("llmstats").build();
        assertThat(generation)
                .isEqualTo(new Generation(
                        null,
                        "llmstats",
                        null,
                        GenerationStatus.RUNNING,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        Usage.UNKNOWN,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(generation.isTerminal()).isFalse();
    }

    @Test
    void aLaterStateKeepsTheUnchangedProperties() {
        Generation before = Samples.whole();
        assertThat(before.with().build()).isEqualTo(before);
        Generation later = before.with().status(GenerationStatus.FAILED).build();
        assertThat(later.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(later.with().status(GenerationStatus.COMPLETED).build()).isEqualTo(before);
        assertThat(before.status()).isEqualTo(GenerationStatus.COMPLETED);
    }

    @Test
    void aGenerationIsTerminalWhenItsStatusIs() {
        assertThat(Samples.whole().isTerminal()).isTrue();
        assertThat(Samples.whole()
                        .with()
                        .status(GenerationStatus.UNRECOGNIZED)
                        .build()
                        .isTerminal())
                .isFalse();
    }

    @Test
    void anEventIsTerminalWhenItsTypeIs() {
        assertThat(Samples.event().isTerminal()).isTrue();
        assertThat(new GenerationEvent("1", 0, GenerationEventType.TEXT, "delta", "a", null, "{}").isTerminal())
                .isFalse();
    }

    @Test
    void artifactsCannotBeChangedFromOutside() {
        List<Artifact> files = new ArrayList<>(List.of(new Artifact("https://files.example.org/1.png", "png")));
        Generation generation = Generation.of("llmstats").artifacts(files).build();
        files.clear();
        assertThat(generation.artifacts()).hasSize(1);
        assertThatThrownBy(() -> generation.artifacts().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void toolCallsCannotBeChangedFromOutside() {
        List<ToolCall> calls = new ArrayList<>(List.of(new ToolCall("t1", "weather", "{}")));
        Generation generation = Generation.of("openai-chat").toolCalls(calls).build();
        calls.clear();
        assertThat(generation.toolCalls()).hasSize(1);
        assertThatThrownBy(() -> generation.toolCalls().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aUsageValueThatIsNotRepeatedIsKept() {
        Usage earlier = new Usage(3L, 1L, null);
        assertThat(new Usage(null, 5L, new BigDecimal("0.04")).orElse(earlier))
                .isEqualTo(new Usage(3L, 5L, new BigDecimal("0.04")));
        assertThat(Usage.UNKNOWN.orElse(earlier)).isEqualTo(earlier);
        assertThat(earlier.orElse(Usage.UNKNOWN)).isEqualTo(earlier);
    }
}
