package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** F46: the operations on unknown outcomes and parked deliveries. */
class UnresolvedTest extends GenAiTestSupport {

    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void routes(RouteBuilder routes) {
        context.getComponent("genai", GenAiComponent.class)
                .getConnections()
                .get("privategpt")
                .setMaxRetries(0);
        routes.from("direct:picture")
                .to("genai:llmstats/flux-1.1-pro?operation=create&idempotencyKey=${header.order}&carryHeaders=order");
        routes.from("genai:llmstats").to("mock:picture");
        routes.from("direct:text").to("genai:privategpt?operation=create&idempotencyKey=${header.order}&channel=text");
        routes.from("genai:privategpt?channel=text").to("mock:text");
        routes.from("direct:parked").to("genai:privategpt?operation=create&channel=parked");
        routes.from("genai:privategpt?channel=parked&maxDeliveries=2&redeliveryDelay=10ms")
                .to("mock:delivered")
                .process(exchange -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("The route failed");
                    }
                });
    }

    private Unresolved unresolved() {
        return context.getComponent("genai", GenAiComponent.class).unresolved();
    }

    private TrackedGeneration unknownPicture() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        assertThat(send("direct:picture", PROMPT, "order", "7").getException())
                .isInstanceOf(GenerationOutcomeUnknownException.class);
        List<TrackedGeneration> unknown = unresolved().unknown("", 10);
        assertThat(unknown).hasSize(1);
        return unknown.get(0);
    }

    @Test
    void anUnknownOutcomeIsResolvedByItsId() throws Exception {
        String elsewhere = send("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody", PROMPT)
                .getMessage()
                .getBody(Generation.class)
                .id();
        TrackedGeneration unknown = unknownPicture();
        mock("picture").expectedMessageCount(1);

        assertThatThrownBy(() -> unresolved().resolve(unknown.key(), "no-such-id"))
                .isInstanceOf(GenAiHttpException.class);
        assertThat(unresolved().resolve(unknown.key(), elsewhere)).isPresent();

        mock("picture").assertIsSatisfied();
        Exchange delivered = mock("picture").getExchanges().get(0);
        assertThat(delivered.getMessage().getHeader("order")).isEqualTo("7");
        assertThat(delivered.getMessage().getBody(Generation.class).id()).isEqualTo(elsewhere);
        assertThat(unresolved().unknown("", 10)).isEmpty();
        assertThat(unresolved().resolve(unknown.key(), elsewhere)).isEmpty();
        assertThat(send("direct:picture", PROMPT, "order", "7")
                        .getMessage()
                        .getBody(Generation.class)
                        .id())
                .isEqualTo(elsewhere);
        assertThat(simulator.generationsCreated()).isEqualTo(2);
    }

    @Test
    void aDiscardedUnknownOutcomeFreesItsKey() {
        TrackedGeneration unknown = unknownPicture();

        assertThat(unresolved().discard(unknown.key())).isTrue();
        assertThat(unresolved().discard(unknown.key())).isFalse();
        assertThat(send("direct:picture", PROMPT, "order", "7").getException()).isNull();
        assertThat(requests("llmstats", "create")).hasSize(2);
    }

    private TrackedGeneration unknownText() {
        simulator.fault(Fault.dropAfterCreate().on("privategpt", "create").build());
        send("direct:text", PROMPT, "order", "7");
        return unresolved().unknown("", 10).get(0);
    }

    @Test
    void theProviderIsAskedForTheChosenId() throws Exception {
        TrackedGeneration unknown = unknownText();
        mock("text").expectedMessageCount(1);

        assertThat(unresolved().askProvider(unknown.key())).isPresent();
        mock("text").assertIsSatisfied();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void theSameKeyAsksTheProviderForTheChosenId() throws Exception {
        TrackedGeneration unknown = unknownText();
        mock("text").expectedMessageCount(1);
        Exchange again = send("direct:text", PROMPT, "order", "7");

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getBody(Generation.class).id()).isEqualTo(unknown.clientId());
        mock("text").assertIsSatisfied();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aRedeliveredGenerationIsMarked() {
        failures.set(2);
        send("direct:parked", PROMPT);
        await().until(() -> unresolved().parked("", 10).size() == 1);
        assertThat(mock("delivered").getExchanges()).hasSize(2);
        String key = unresolved().parked("", 10).get(0).key();

        assertThat(unresolved().redeliver(key)).isTrue();
        await().until(() ->
                unfinished().isEmpty() && mock("delivered").getExchanges().size() == 3);
        Exchange last = mock("delivered").getExchanges().get(2);
        assertThat(last.getMessage().getHeader("CamelGenAiRedelivered")).isEqualTo(true);
        assertThat(last.getMessage().getBody(Generation.class).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(unresolved().redeliver(key)).isFalse();
    }

    @Test
    void aRedeliveredGenerationIsParkedAfterAsManyDeliveriesAgain() {
        failures.set(4);
        send("direct:parked", PROMPT);
        await().until(() -> unresolved().parked("", 10).size() == 1);
        unresolved().redeliver(unresolved().parked("", 10).get(0).key());

        await().until(() -> mock("delivered").getExchanges().size() == 4
                && unresolved().parked("", 10).size() == 1);
        assertThat(unresolved().parked("", 10).get(0).deliveries()).isEqualTo(4);
    }
}
