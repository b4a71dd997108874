package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises 1 and 2: no generation is paid for twice, as counted by the provider. */
class IdempotencyKeyTest extends GenAiTestSupport {

    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void routes(RouteBuilder routes) {
        routes.onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
        routes.from("direct:redelivered").to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody");
        routes.from("direct:impatient").to("genai:llmstats/flux-1.1-pro?timeout=400ms&channel=nobody");
        routes.from("direct:outer").to("direct:inner");
        routes.from("direct:inner")
                .errorHandler(routes.noErrorHandler())
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody")
                .process(exchange -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("The step after it failed");
                    }
                });
        routes.from("direct:loop")
                .loop(3)
                .copy()
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody")
                .end();
        routes.from("direct:sameExchangeLoop")
                .loop(3)
                .setBody(routes.constant(PROMPT))
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody")
                .end();
        routes.from("direct:keyed")
                .errorHandler(routes.noErrorHandler())
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=keyed&idempotencyKey=${header.order}");
        routes.from("direct:keyedEnd")
                .errorHandler(routes.noErrorHandler())
                .to("genai:llmstats/flux-1.1-pro?channel=keyed&idempotencyKey=${header.order}");
        routes.from("direct:otherChannel")
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=other&idempotencyKey=${header.order}");
        routes.from("direct:toD")
                .errorHandler(routes.noErrorHandler())
                .toD("genai:llmstats/${header.model}?operation=create&channel=dynamic&idempotencyKey=${header.order}");
    }

    private Exchange order(String uri, String prompt, String key) {
        return send(uri, prompt, "order", key);
    }

    private static String idOf(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Generation.class).id();
    }

    @Test
    void F47_anUnknownOutcomeThatCamelRedeliversIsNotSentAgain() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        Exchange failed = send("direct:redelivered", PROMPT);

        assertThat(failed.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(failed.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(2);
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void aRejectionThatCamelRedeliversIsSentAgain() {
        simulator.fault(Fault.status(402)
                .body("{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"later\"}}")
                .on("llmstats", "create")
                .build());

        assertThat(send("direct:redelivered", PROMPT).getException()).isNull();
        assertThat(requests("llmstats", "create")).hasSize(2);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void F47_aWaitThatCamelRedeliversContinuesWithTheKnownId() {
        Exchange failed = send("direct:impatient", PROMPT + " [takes 30s]");

        assertThat(failed.getException()).isInstanceOf(GenerationTimeoutException.class);
        assertThat(requests("llmstats", "create")).hasSize(1);
        assertThat(requests("llmstats", "get").size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void F47_aStepThatCamelRepeatsBecauseALaterOneFailedIsTheSameCreate() {
        failures.set(2);
        Exchange done = send("direct:outer", PROMPT);

        assertThat(done.getException()).isNull();
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void aLoopCreatesANewGenerationEachTime() {
        simulator.fault(Fault.status(402)
                .body("{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"later\"}}")
                .on("llmstats", "create")
                .build());
        assertThat(send("direct:loop", PROMPT).getException()).isNull();
        assertThat(simulator.generationsCreated()).isEqualTo(3);

        assertThat(send("direct:sameExchangeLoop", PROMPT).getException()).isNull();
        assertThat(simulator.generationsCreated()).isEqualTo(6);
    }

    @Test
    void oneKeyIsOneGeneration() {
        String first = idOf(order("direct:keyed", PROMPT, "4711"));
        String second = idOf(order("direct:keyed", PROMPT, "4711"));
        String awaited = idOf(order("direct:keyedEnd", PROMPT, "4711"));
        String other = idOf(order("direct:keyed", PROMPT, "4712"));

        assertThat(second).isEqualTo(first);
        assertThat(awaited).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(simulator.generationsCreated()).isEqualTo(2);
    }

    @Test
    void aKeyIsOneWithinItsChannel() {
        String here = idOf(order("direct:keyed", PROMPT, "4711"));
        String there = idOf(order("direct:otherChannel", PROMPT, "4711"));

        assertThat(there).isNotEqualTo(here);
    }

    @Test
    void F48_oneKeyForAnotherRequestIsAnError() {
        order("direct:keyed", PROMPT, "4711");
        Exchange conflict = order("direct:keyed", "something else", "4711");

        assertThat(conflict.getException())
                .isInstanceOf(GenAiException.class)
                .hasMessage("The idempotency key '4711' of this create was used for another request to llmstats. One"
                        + " key is for one request: use another key");
        assertThat(simulator.generationsCreated()).isOne();
    }

    /** What remains of a key of several values where the headers have other names: the same for every message. */
    @ParameterizedTest
    @ValueSource(strings = {"--", "/", ":: ", "_-_"})
    void aKeyOfSeparatorsIsAnError(String key) {
        Exchange failed = order("direct:keyed", PROMPT, key);

        assertThat(failed.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("nothing but separators");
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void aKeyWithoutAValueIsAnError() {
        Exchange failed = send("direct:keyed", PROMPT);

        assertThat(failed.getException()).hasMessageStartingWith("The option idempotencyKey has no value");
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void aCreateInFlightUnderTheSameKeyIsWaitedFor() {
        simulator.fault(
                Fault.delay(Duration.ofMillis(300)).on("llmstats", "create").build());
        List<CompletableFuture<Exchange>> all = IntStream.range(0, 20)
                .mapToObj(i -> template.asyncSend("direct:keyed", exchange -> {
                    exchange.getMessage().setBody(PROMPT);
                    exchange.getMessage().setHeader("order", "4711");
                }))
                .toList();

        assertThat(all.stream()
                        .map(CompletableFuture::join)
                        .map(IdempotencyKeyTest::idOf)
                        .distinct())
                .hasSize(1);
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void aRejectionFreesTheKey() {
        Exchange rejected = order("direct:keyed", PROMPT + " [reject]", "4711");
        assertThat(rejected.getException()).isInstanceOf(GenAiHttpException.class);

        assertThat(idOf(order("direct:keyed", PROMPT, "4711"))).isNotNull();
    }

    @Test
    void anUnknownOutcomeStaysUnknownUnderItsKey() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        order("direct:keyed", PROMPT, "4711");
        Exchange again = order("direct:keyed", PROMPT, "4711");

        assertThat(again.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void aFailedGenerationKeepsItsKey() {
        Exchange failed = order("direct:keyedEnd", PROMPT + " [fail]", "4711");
        Exchange again = order("direct:keyedEnd", PROMPT + " [fail]", "4711");

        assertThat(failed.getException()).isNotNull();
        assertThat(again.getException()).isNotNull();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aDynamicKeyIsTakenAsItIs() {
        Exchange done = template.request("direct:toD", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("model", "flux-1.1-pro");
            exchange.getMessage().setHeader("order", "${body}");
        });
        Exchange sameKey = template.request("direct:toD", exchange -> {
            exchange.getMessage().setBody(PROMPT + " again");
            exchange.getMessage().setHeader("model", "flux-1.1-pro");
            exchange.getMessage().setHeader("order", "${body}");
        });

        assertThat(done.getException()).isNull();
        assertThat(sameKey.getException())
                .as("had the key been evaluated again, it would be another one for another body")
                .hasMessageContaining("was used for another request");
        assertThat(context.getEndpoints().stream()
                        .filter(each -> each.getEndpointUri().contains("channel=dynamic")))
                .as("one endpoint for all models and keys")
                .hasSize(1);
    }
}
