package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.InterceptedRepository;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promises 1, 3 and 4 with a repository that fails occasionally. */
class FailingStoreTest extends GenAiTestSupport {

    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    @Override
    public void routes(RouteBuilder routes) {
        context.getComponent("genai", GenAiComponent.class).setRepository(failing(new MemoryGenerationRepository()));
        routes.onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
        routes.from("direct:nobody").to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody");
        routes.from("direct:orders").to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders");
        routes.from("genai:llmstats?channel=orders").to("mock:orders");
    }

    private GenerationRepository failing(GenerationRepository repository) {
        return new InterceptedRepository(repository, (method, call) -> {
            AtomicInteger left = failures.get(method);
            if (left != null && left.getAndDecrement() > 0) {
                throw new IllegalStateException("The disk is full");
            }
            return call.call();
        });
    }

    private void fail(String method, int times) {
        failures.put(InterceptedRepository.method(method), new AtomicInteger(times));
    }

    @AfterEach
    void everyFailureWasPlayed() {
        failures.forEach((method, left) ->
                assertThat(left.get()).as("failures of %s left", method).isNotPositive());
    }

    @Test
    void F62_aCreateWhoseIntentCannotBeStoredIsNotSent() {
        fail("CreateStore.begin", 3);

        assertThat(send("direct:nobody", PROMPT).getException()).hasMessage("The disk is full");
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void F63_anIdThatCannotBeStoredIsReportedAndNothingIsSentAgain() {
        fail("CreateStore.accepted", 1);
        Exchange failed = send("direct:nobody", PROMPT);

        assertThat(failed.getException()).hasMessageContaining("its id could not be stored");
        assertThat(failed.getMessage().getHeader(GenAiConstants.GENERATION_ID)).isNotNull();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void F63_anUnknownOutcomeThatCannotBeStoredIsNotSentAgain() {
        fail("CreateStore.unknown", 1);
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        Exchange failed = send("direct:nobody", PROMPT);

        assertThat(failed.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aTerminalGenerationThatCannotBeStoredIsStoredLater() throws Exception {
        fail("TrackingStore.terminal", 1);
        mock("orders").expectedMessageCount(1);
        send("direct:orders", PROMPT);

        mock("orders").assertIsSatisfied();
        assertThat(mock("orders")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(Generation.class)
                        .isTerminal())
                .isTrue();
    }

    @Test
    void anAcknowledgementThatCannotBeStoredIsStoredLater() throws Exception {
        fail("DeliveryStore.acknowledge", 1);
        mock("orders").expectedMessageCount(1);
        send("direct:orders", PROMPT);
        mock("orders").assertIsSatisfied();

        await().until(() -> unfinished().isEmpty());
        assertThat(mock("orders").getExchanges()).hasSize(1);
    }
}
