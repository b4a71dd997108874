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

/** F46: what a person can do about what nobody knows, and about what no route would take. */
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
                .to("mock:tried")
                .process(exchange -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("The route failed");
                    }
                });
    }

    private Unresolved cases() {
        return context.getComponent("genai", GenAiComponent.class).unresolved();
    }

    private TrackedGeneration unknownPicture() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        assertThat(send("direct:picture", PROMPT, "order", "7").getException())
                .isInstanceOf(GenerationOutcomeUnknownException.class);
        List<TrackedGeneration> unknown = cases().unknown("", 10);
        assertThat(unknown).hasSize(1);
        return unknown.get(0);
    }

    @Test
    void anUnknownOutcomeIsSettledByItsId() throws Exception {
        String elsewhere = send("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody", PROMPT)
                .getMessage()
                .getBody(Generation.class)
                .id();
        TrackedGeneration unknown = unknownPicture();
        mock("picture").expectedMessageCount(1);

        assertThatThrownBy(() -> cases().resolve(unknown.key(), "no-such-id")).isInstanceOf(GenAiHttpException.class);
        assertThat(cases().resolve(unknown.key(), elsewhere)).isPresent();

        mock("picture").assertIsSatisfied();
        Exchange told = mock("picture").getExchanges().get(0);
        assertThat(told.getMessage().getHeader("order")).isEqualTo("7");
        assertThat(told.getMessage().getBody(Generation.class).id()).isEqualTo(elsewhere);
        assertThat(cases().unknown("", 10)).isEmpty();
        assertThat(cases().resolve(unknown.key(), elsewhere)).isEmpty();
        assertThat(send("direct:picture", PROMPT, "order", "7")
                        .getMessage()
                        .getBody(Generation.class)
                        .id())
                .isEqualTo(elsewhere);
        assertThat(simulator.generationsCreated()).isEqualTo(2);
    }

    @Test
    void anUnknownOutcomeThatIsGivenUpFreesItsKey() {
        TrackedGeneration unknown = unknownPicture();

        assertThat(cases().discard(unknown.key())).isTrue();
        assertThat(cases().discard(unknown.key())).isFalse();
        assertThat(send("direct:picture", PROMPT, "order", "7").getException()).isNull();
        assertThat(requests("llmstats", "create")).hasSize(2);
    }

    private TrackedGeneration unknownText() {
        simulator.fault(Fault.dropAfterCreate().on("privategpt", "create").build());
        send("direct:text", PROMPT, "order", "7");
        return cases().unknown("", 10).get(0);
    }

    @Test
    void theProviderIsAskedForTheIdThatWeChose() throws Exception {
        TrackedGeneration unknown = unknownText();
        mock("text").expectedMessageCount(1);

        assertThat(cases().askProvider(unknown.key())).isPresent();
        mock("text").assertIsSatisfied();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void theSameKeyAgainAsksForTheIdThatWeChose() throws Exception {
        TrackedGeneration unknown = unknownText();
        mock("text").expectedMessageCount(1);
        Exchange again = send("direct:text", PROMPT, "order", "7");

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getBody(Generation.class).id()).isEqualTo(unknown.clientId());
        mock("text").assertIsSatisfied();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aParkedEndThatIsReleasedComesAgainMarked() {
        failures.set(2);
        send("direct:parked", PROMPT);
        await().until(() -> cases().parked("", 10).size() == 1);
        assertThat(mock("tried").getExchanges()).hasSize(2);
        String key = cases().parked("", 10).get(0).key();

        assertThat(cases().redeliver(key)).isTrue();
        await().until(() ->
                unfinished().isEmpty() && mock("tried").getExchanges().size() == 3);
        Exchange last = mock("tried").getExchanges().get(2);
        assertThat(last.getMessage().getHeader("CamelGenAiRedelivered")).isEqualTo(true);
        assertThat(last.getMessage().getBody(Generation.class).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(cases().redeliver(key)).isFalse();
    }

    @Test
    void aReleasedEndIsParkedAgainAfterAsManyTries() {
        failures.set(4);
        send("direct:parked", PROMPT);
        await().until(() -> cases().parked("", 10).size() == 1);
        cases().redeliver(cases().parked("", 10).get(0).key());

        await().until(() -> mock("tried").getExchanges().size() == 4
                && cases().parked("", 10).size() == 1);
        assertThat(cases().parked("", 10).get(0).deliveries()).isEqualTo(4);
    }
}
