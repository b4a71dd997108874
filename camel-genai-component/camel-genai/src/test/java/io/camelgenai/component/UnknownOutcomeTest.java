package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.simulator.Fault;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        for (String provider : List.of("openai-chat", "twelvelabs", "elumenta", "skills-video")) {
            routes.from("direct:cancel-" + provider).to("genai:" + provider + "?operation=cancel");
        }
        routes.from("direct:chat").to("genai:openai-chat/gpt-4o-mini?channel=nobody&idempotencyKey=k");
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

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "twelvelabs"})
    void G43_aCancelOfAnIdThatNothingHereKnowsIsAnError(String provider) {
        Exchange canceled = send("direct:cancel-" + provider, "x", GenAiConstants.GENERATION_ID, "never-created");

        assertThat(canceled.getException())
                .isInstanceOf(GenAiException.class)
                .hasMessageContainingAll(provider, "never-created", "was not found here");
        assertThat(simulator.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"elumenta", "skills-video"})
    void G43_aCancelOfAnIdThatTheProviderDoesNotKnowIsAnError(String provider) {
        Exchange canceled = send("direct:cancel-" + provider, "x", GenAiConstants.GENERATION_ID, "424242");

        assertThat(canceled.getException()).isInstanceOf(GenAiHttpException.class);
    }

    @Test
    void G43_aCancelOfARunningGenerationThatNothingHereTracksIsAnError() {
        Generation created =
                send("direct:video", PROMPT + " [takes 30s]").getMessage().getBody(Generation.class);
        Exchange canceled = send("direct:cancel-skills-video", "x", GenAiConstants.GENERATION_ID, created.id());

        assertThat(canceled.getException()).isInstanceOf(GenAiException.class).hasMessageContaining("not found here");
    }

    @Test
    void G43_aCancelOfAGenerationThatIsKnownToBeTerminalIsNone() {
        Generation done = send("direct:chat", PROMPT).getMessage().getBody(Generation.class);
        await().until(() -> unfinished().isEmpty());
        Exchange canceled = send("direct:cancel-openai-chat", "x", GenAiConstants.GENERATION_ID, done.id());

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
