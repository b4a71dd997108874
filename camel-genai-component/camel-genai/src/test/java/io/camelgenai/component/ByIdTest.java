package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class ByIdTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:create").to("genai:privategpt?operation=create");
        routes.from("direct:picture").to("genai:llmstats/flux-1.1-pro?operation=create");
        routes.from("direct:await").to("genai:privategpt?operation=await&timeout=20s");
        routes.from("direct:awaitPicture").to("genai:llmstats?operation=await");
        routes.from("direct:impatient").to("genai:privategpt?operation=await&timeout=100ms");
        routes.from("direct:cancelOnTimeout").to("genai:privategpt?timeout=100ms&cancelOnTimeout=true&channel=c");
        routes.from("direct:leftBehind").to("genai:privategpt?timeout=100ms&channel=c");
        routes.from("direct:get").to("genai:privategpt?operation=get");
        routes.from("direct:cancel").to("genai:privategpt?operation=cancel");
        routes.from("direct:delete").to("genai:privategpt?operation=delete");
        routes.from("genai:privategpt?channel=c").to("mock:left");
    }

    private Generation create(String prompt) {
        return send("direct:create", prompt).getMessage().getBody(Generation.class);
    }

    private Exchange byId(String uri, Generation generation) {
        return send(uri, "the body", GenAiConstants.GENERATION_ID, generation.id());
    }

    @Test
    void awaitReturnsTheWholeText() {
        Generation created = create(PROMPT);

        Generation first = byId("direct:await", created).getMessage().getBody(Generation.class);
        Generation again = byId("direct:await", created).getMessage().getBody(Generation.class);

        assertThat(first.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(first.text()).isNotBlank().isEqualTo(again.text());
    }

    @Test
    void awaitReturnsThePicture() {
        Generation created = send("direct:picture", PROMPT).getMessage().getBody(Generation.class);

        assertThat(byId("direct:awaitPicture", created)
                        .getMessage()
                        .getBody(Generation.class)
                        .artifacts())
                .hasSize(1);
    }

    @Test
    void anUnknownIdFailsAtOnce() {
        Exchange failed = send("direct:await", "x", GenAiConstants.GENERATION_ID, "nothing");

        assertThat(failed.getException()).isInstanceOfSatisfying(GenAiHttpException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(404);
            assertThat(e.getGenerationId()).isEqualTo("nothing");
        });
    }

    @Test
    void F55_aWaitThatTimesOutLeavesTheGenerationRunning() {
        Generation created = create(PROMPT + " [takes 30s]");
        Exchange failed = byId("direct:impatient", created);

        assertThat(failed.getException()).isInstanceOfSatisfying(GenerationTimeoutException.class, e -> {
            assertThat(e.getGeneration().id()).isEqualTo(created.id());
            assertThat(e).hasMessageContaining("after 100 ms").hasMessageContaining("operation=await");
        });
        assertThat(requests("privategpt", "cancel")).isEmpty();
        assertThat(requests("privategpt", "delete")).isEmpty();
        assertThat(byId("direct:get", created)
                        .getMessage()
                        .getBody(Generation.class)
                        .isTerminal())
                .isFalse();
    }

    @Test
    void aGenerationThatAnExchangeLeavesBehindReachesTheChannel() throws Exception {
        mock("left").expectedMessageCount(1);
        Exchange failed = send("direct:leftBehind", PROMPT + " [takes 1s]");

        assertThat(failed.getException()).isInstanceOf(GenerationTimeoutException.class);
        mock("left").assertIsSatisfied();
        assertThat(mock("left").getExchanges().get(0).getMessage().getHeader("CamelGenAiStatus"))
                .isEqualTo("COMPLETED");
    }

    @Test
    void aWaitThatTimesOutCancelsWhereTheOptionSaysSo() {
        Exchange failed = send("direct:cancelOnTimeout", PROMPT + " [takes 30s]");

        GenerationTimeoutException timeout = failed.getException(GenerationTimeoutException.class);
        await().until(() -> requests("privategpt", "cancel").size() == 1);
        await().until(() -> byId("direct:get", timeout.getGeneration())
                        .getMessage()
                        .getBody(Generation.class)
                        .status()
                == GenerationStatus.CANCELED);
    }

    @Test
    void cancelReturnsTheStateThatThenHolds() {
        Generation created = create(PROMPT + " [takes 30s]");
        await().until(() -> byId("direct:get", created)
                        .getMessage()
                        .getBody(Generation.class)
                        .status()
                != GenerationStatus.QUEUED);

        Exchange canceled = byId("direct:cancel", created);

        assertThat(canceled.getException()).isNull();
        assertThat(canceled.getMessage().getBody(Generation.class).status()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(canceled.getMessage().getHeader("CamelGenAiStatus")).isEqualTo("CANCELED");
    }

    @Test
    void F56_cancelingATerminalGenerationIsNoError() {
        Generation created = create(PROMPT);
        byId("direct:await", created);

        assertThat(byId("direct:cancel", created)
                        .getMessage()
                        .getBody(Generation.class)
                        .status())
                .isEqualTo(GenerationStatus.COMPLETED);
    }

    @Test
    void F56_aCancelWhoseResponseIsLostIsRetried() {
        Generation created = create(PROMPT + " [takes 30s]");
        simulator.fault(Fault.dropAfterCreate().on("privategpt", "cancel").build());

        assertThat(byId("direct:cancel", created)
                        .getMessage()
                        .getBody(Generation.class)
                        .status())
                .isEqualTo(GenerationStatus.CANCELED);
        assertThat(requests("privategpt", "cancel")).hasSize(2);
    }

    @Test
    void aWaitForACanceledGenerationReturnsItsCancellation() {
        Generation created = create(PROMPT + " [takes 30s]");
        var waiting = template.asyncSend("direct:await", exchange -> exchange.getMessage()
                .setHeader(GenAiConstants.GENERATION_ID, created.id()));
        await().until(() -> !requests("privategpt", "stream").isEmpty());

        byId("direct:cancel", created);

        assertThat(waiting.join().getException())
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageContaining("ended as CANCELED");
    }

    @Test
    void deletingTwiceIsNoErrorAndKeepsTheBody() {
        Generation created = create(PROMPT);

        Exchange deleted = byId("direct:delete", created);
        Exchange again = byId("direct:delete", created);

        assertThat(deleted.getException()).isNull();
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getBody()).isEqualTo("the body");
        assertThat(byId("direct:get", created).getException()).hasMessageContaining("with 404");
    }
}
