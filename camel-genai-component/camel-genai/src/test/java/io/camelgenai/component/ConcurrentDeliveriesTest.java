package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.SimulatorOptions;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A provider that answers a create with a terminal generation: nothing to wait for, everything to deliver. */
class ConcurrentDeliveriesTest extends GenAiTestSupport {

    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder().pace(0).build();
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:create").to("genai:llmstats/flux-1.1-pro?operation=create");
        routes.from("direct:generate").to("genai:llmstats/flux-1.1-pro");
        routes.from("genai:llmstats").to("mock:completed");
        routes.from("genai:llmstats?emit=events").to("mock:events");
    }

    @Test
    void consumersReceiveAGenerationThatIsTerminalWithItsCreate() throws Exception {
        mock("completed").expectedMessageCount(20);
        for (int i = 0; i < 20; i++) {
            send("direct:create", PROMPT + i);
        }

        mock("completed").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(mock("events").getExchanges())
                .filteredOn(
                        each -> each.getMessage().getBody(GenerationEvent.class).isTerminal())
                .hasSize(20));
    }

    @Test
    void noDeliveryIsClaimedTwice() {
        Generation made = template.requestBody("direct:generate", PROMPT, Generation.class);

        assertThat(made.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(requests("llmstats", "get").size()).isLessThanOrEqualTo(1);
    }
}
