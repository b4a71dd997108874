package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class FlowTest {

    @Test
    void aFlowHasTheConnectionOfItsProviderUnlessAnotherIsNamed() {
        Flow flow = Flow.of("llmstats");

        assertThat(flow).isEqualTo(new Flow("llmstats", "llmstats", "default"));
        assertThat(flow.withConnection("tenant-a").withChannel("orders"))
                .isEqualTo(new Flow("llmstats", "tenant-a", "orders"));
    }

    @Test
    void aFlowWithoutAConnectionIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> new Flow("llmstats", null, "default"))
                .withMessage("connection");
    }
}
