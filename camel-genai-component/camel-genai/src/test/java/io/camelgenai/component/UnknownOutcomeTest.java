package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The candidates that an operator sees for an unknown outcome, and a cancel where the provider has none. */
class UnknownOutcomeTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        context.getComponent("genai", GenAiComponent.class)
                .getConnections()
                .put("other", connection("elumenta", keyOf("elumenta")));
        routes.from("direct:streamOfOne")
                .to("genai:elumenta/gpt-4o?operation=stream")
                .process(this::cancelFromAnotherAccount);
        routes.from("direct:video").to("genai:skills-video/google/veo-3.1?operation=create&channel=nobody");
        routes.from("direct:text").to("genai:elumenta/gpt-4o?operation=create&channel=nobody");
        routes.from("direct:stream")
                .to("genai:elumenta/gpt-4o?operation=stream")
                .process(this::cancelAfterTheFirstEvent);
        routes.from("direct:cancel").to("genai:elumenta?operation=cancel");
        routes.from("direct:done").to("genai:elumenta/gpt-4o");
        routes.from("direct:otherAccount").to("genai:elumenta?operation=cancel&connection=other");
    }

    @Test
    void candidatesThatTheProviderListsAreShownAndProveNothing() {
        simulator.fault(Fault.dropAfterCreate().on("skills-video", "create").build());
        Exchange failed = send("direct:video", PROMPT);

        assertThat(failed.getException()).isInstanceOfSatisfying(GenerationOutcomeUnknownException.class, e -> {
            assertThat(e.getCandidates()).hasSize(1).allSatisfy(candidate -> assertThat(candidate.id())
                    .isNotBlank());
            assertThat(e.getMessage()).doesNotContain(PROMPT);
        });
        assertThat(requests("skills-video", "create")).hasSize(1);
    }

    @Test
    void theHistoryIsShownWhereTheProviderHasNoList() {
        send("direct:text", PROMPT + " earlier");
        simulator.fault(Fault.dropAfterCreate().on("elumenta", "create").build());
        Exchange failed = send("direct:text", PROMPT);

        assertThat(failed.getException(GenerationOutcomeUnknownException.class).getCandidates())
                .hasSize(2);
    }

    private void cancelAfterTheFirstEvent(Exchange exchange) {
        GenerationStream stream = exchange.getMessage().getBody(GenerationStream.class);
        GenerationEvent first = stream.next();
        Exchange canceled = send("direct:cancel", "x", GenAiConstants.GENERATION_ID, first.generationId());
        assertThat(canceled.getMessage().getBody(Generation.class).error().code())
                .isEqualTo(GenerationError.STREAM_CLOSED);
        GenerationEvent last = stream.next();
        while (stream.hasNext()) {
            last = stream.next();
        }
        exchange.getMessage().setBody(last.generation());
    }

    @Test
    void F56_aTerminalGenerationIsNotIncompleteBecauseThereIsNoCancel() {
        Generation done = send("direct:done", PROMPT).getMessage().getBody(Generation.class);
        Exchange canceled = send("direct:cancel", "x", GenAiConstants.GENERATION_ID, done.id());

        assertThat(canceled.getException()).isNull();
        assertThat(canceled.getMessage().getBody(Generation.class).status()).isEqualTo(GenerationStatus.COMPLETED);
    }

    @Test
    void aCancelLeavesTheStreamOfAnotherAccountAlone() {
        Exchange done = send("direct:streamOfOne", PROMPT);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(GenerationEvent.class).generation().status())
                .isEqualTo(GenerationStatus.COMPLETED);
    }

    private void cancelFromAnotherAccount(Exchange exchange) {
        GenerationStream stream = exchange.getMessage().getBody(GenerationStream.class);
        GenerationEvent event = stream.next();
        send("direct:otherAccount", "x", GenAiConstants.GENERATION_ID, event.generationId());
        while (stream.hasNext()) {
            event = stream.next();
        }
        exchange.getMessage().setBody(event);
    }

    @Test
    void withoutARemoteCancelTheStreamIsClosedAndNothingIsClaimed() {
        Exchange done = send("direct:stream", PROMPT + " [takes 30s]");

        assertThat(done.getException()).isNull();
        Generation end = done.getMessage().getBody(Generation.class);
        assertThat(end.status()).isEqualTo(GenerationStatus.INCOMPLETE);
        assertThat(end.error().code()).isEqualTo("genai.stream-closed");
        assertThat(simulator.generationsCreated()).isOne();
    }
}
