package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.simulator.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Promises 1 and 2 where steps, endpoints and attempts are repeated. */
class RedeliveredCreateTest extends GenAiTestSupport {

    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void routes(RouteBuilder routes) {
        routes.onException(Exception.class).maximumRedeliveries(20).redeliveryDelay(0);
        routes.from("direct:twice")
                .to("direct:one")
                .process(exchange -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("The step between them failed");
                    }
                })
                .setBody(routes.constant(PROMPT))
                .to("direct:one");
        routes.from("direct:one")
                .errorHandler(routes.noErrorHandler())
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody");
        routes.from("direct:uncached").toD("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody", -1);
        routes.from("direct:retried").to("genai:privategpt?timeout=400ms&channel=retried");
        routes.from("genai:privategpt?channel=retried").to("mock:retried");
        routes.from("direct:toD")
                .errorHandler(routes.noErrorHandler())
                .toD("genai:llmstats/flux-1.1-pro?operation=create&channel=keyed&idempotencyKey=RAW(${header.order})");
        routes.from("direct:to")
                .errorHandler(routes.noErrorHandler())
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=keyed");
        routes.from("direct:carried").to("genai:privategpt?operation=create&channel=carried&carryHeaders=*");
        routes.from("genai:privategpt?channel=carried").to("mock:carried");
        routes.from("direct:rejected")
                .errorHandler(routes.noErrorHandler())
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody");
    }

    @Test
    void aRedeliveryOfAnotherStepIsNotARedeliveryOfThisOne() {
        failures.set(2);
        Exchange done = send("direct:twice", PROMPT);

        assertThat(done.getException()).isNull();
        assertThat(simulator.generationsCreated()).isEqualTo(2);
    }

    @Test
    void F47_aProducerThatIsCreatedForEachSendKnowsWhatWasSent() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        Exchange failed = send("direct:uncached", PROMPT);

        assertThat(failed.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aGenerationThatALaterAttemptCompletedIsNotLeftToTheChannel() throws Exception {
        Exchange done = send("direct:retried", PROMPT + " [takes 1s]");

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class))
                .isPositive();
        await().during(Duration.ofMillis(600))
                .until(() -> mock("retried").getExchanges().isEmpty());
        await().untilAsserted(() -> assertThat(unfinished()).isEmpty());
        assertThat(log.toString()).as("no write failed").isEmpty();
    }

    @Test
    void aBlankKeyIsAnErrorBeforeAnythingIsSent() {
        Exchange blank = send("direct:to", PROMPT, GenAiConstants.IDEMPOTENCY_KEY, " ");

        assertThat(blank.getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void aRawKeyIsTakenLiterally() {
        String dynamic = idOf(send("direct:toD", PROMPT, "order", "a+b%20c"));
        String header = idOf(send("direct:to", PROMPT, GenAiConstants.IDEMPOTENCY_KEY, "a+b%20c"));

        assertThat(header).isEqualTo(dynamic);
    }

    private static String idOf(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Generation.class).id();
    }

    @Test
    void F72_noPatternCarriesAHeaderOfCamelInAnyCase() throws Exception {
        mock("carried").expectedMessageCount(1);
        template.request("direct:carried", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeaders(Map.of("cAmelHttpUri", "http://elsewhere.invalid", "order", "4711"));
        });
        mock("carried").assertIsSatisfied();

        assertThat(mock("carried").getExchanges().get(0).getMessage().getHeaders())
                .containsEntry("order", "4711")
                .doesNotContainKey("cAmelHttpUri");
    }

    @Test
    void F69_aKeyThatTheProviderRepeatsIsNotShown() {
        simulator.fault(Fault.status(401)
                .body("{\"error\":{\"code\":\"no " + KEY + "\",\"message\":\"Incorrect API key provided: " + KEY
                        + ".\"}}")
                .on("llmstats", "create")
                .build());
        Exchange rejected = send("direct:rejected", PROMPT);

        assertThat(rejected.getException())
                .hasMessageContaining("Incorrect API key provided")
                .message()
                .doesNotContain(KEY);
        assertThat(rejected.getMessage().getHeaders().values())
                .noneMatch(each -> String.valueOf(each).contains(KEY));
    }

    @Test
    void anArrayThatIsNotTextIsNoPrompt() {
        assertThat(send("direct:rejected", new int[] {1, 2}).getException())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(simulator.requests()).isEmpty();
    }
}
