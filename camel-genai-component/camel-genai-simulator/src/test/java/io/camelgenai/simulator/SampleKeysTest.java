package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The API keys that the simulator accepts. */
class SampleKeysTest extends SimulatorTestSupport {

    SampleKeysTest() {
        super(SimulatorOptions.builder().openAiChatKey("sk-demanded").privateGptAuthorization("Basic demanded"));
    }

    @Test
    void everyProviderHasASampleKey() {
        assertThat(simulator.providers())
                .allSatisfy(provider -> assertThat(simulator.apiKey(provider)).isNotEmpty());
        assertThat(simulator.apiKey("llmstats")).startsWith("ze_");
        assertThat(simulator.apiKey("elumenta")).startsWith("nb_");
        assertThat(simulator.apiKey("openai-chat")).isEqualTo("sk-demanded");
        assertThat(simulator.apiKey("privategpt")).isEqualTo("Basic demanded");
        assertThatThrownBy(() -> simulator.apiKey("acme")).hasMessageContainingAll("acme", "llmstats");
    }
}
