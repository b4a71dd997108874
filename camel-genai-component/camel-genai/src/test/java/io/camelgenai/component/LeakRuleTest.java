package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.simulator.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The rule that every test with the component runs under can fail. */
class LeakRuleTest extends GenAiTestSupport {

    private boolean playsItsFaults = true;

    @Override
    boolean playsItsFaults() {
        return playsItsFaults;
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:picture").to("genai:llmstats/flux-1.1-pro");
    }

    @Test
    void theThreadsOfTheComponentAreFound() {
        assertThat(send("direct:picture", PROMPT).getException()).isNull();

        assertThat(threads())
                .extracting(Thread::getName)
                .anyMatch(name -> name.contains("GenAiWorker"))
                .anyMatch(name -> name.contains("GenAiTimer"));
    }

    @Test
    void aPromptInTheLogFailsTheTest() {
        System.err.println(PROMPT);

        assertThatThrownBy(this::leavesNothing)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(PROMPT);
        log.reset();
    }

    @Test
    void aFaultThatNoRequestMeetsFailsTheTest() {
        simulator.fault(Fault.reset().on("llmstats", "create").build());

        assertThatThrownBy(this::leavesNothing).hasMessageContaining("met by no request");
        playsItsFaults = false;
    }
}
