package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.FaultBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider whose models differ is asked what a model can do: no create follows a POST that it has to refuse. */
class ModelsThatDoNotStreamTest extends GenAiTestSupport {

    private static final int CREATES = 20;

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:any").toD("genai:elumenta/${header.model}?operation=stream&channel=nobody");
        routes.from("direct:wrong").to("genai:elumenta/gpt-4o?param.temperature=3");
    }

    private int sent(String operation) {
        return requests("elumenta", operation).size();
    }

    private void create(String model) {
        assertThat(send("direct:any", PROMPT, "model", model).getException()).isNull();
    }

    @Test
    void aModelIsAskedAboutOnceAndCreatedInTheWayThatItHas() {
        simulator.fault(
                Fault.delay(Duration.ofMillis(200)).on("elumenta", "model").build());
        List<CompletableFuture<Exchange>> all = IntStream.range(0, CREATES)
                .mapToObj(i -> template.asyncSend("direct:any", exchange -> {
                    exchange.getMessage().setBody(PROMPT);
                    exchange.getMessage().setHeader("model", "flux-pro");
                }))
                .toList();
        all.forEach(each -> assertThat(each.join().getException()).isNull());

        assertThat(sent("model")).isOne();
        assertThat(sent("stream")).as("creates that are refused").isZero();
        assertThat(sent("create")).isEqualTo(CREATES);

        create("veo-3");
        create("gpt-4o");
        create("gpt-4o");
        assertThat(sent("model")).isEqualTo(3);
        assertThat(sent("stream")).isEqualTo(2);
        assertThat(sent("create")).isEqualTo(CREATES + 1);
    }

    @Test
    void aRefusalOfAModelThatStreamsIsNotRepeatedWithoutAStream() {
        Exchange exchange = send("direct:wrong", PROMPT);

        assertThat(exchange.getException()).isInstanceOf(GenAiHttpException.class);
        assertThat(sent("stream")).isOne();
        assertThat(sent("create")).isZero();
    }

    static Stream<FaultBuilder> failures() {
        return Stream.of(
                Fault.status(500),
                Fault.status(429).retryAfter("3600"),
                Fault.status(200).body("{\"slug\":\"m\"}"),
                Fault.garbage(),
                Fault.reset());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aQuestionThatFailsFailsNoCreateAndIsNotRepeatedForEach(FaultBuilder failure) {
        simulator.fault(failure.on("elumenta", "model").times(2).build());
        create("gpt-4o");
        create("gpt-4o");
        assertThat(sent("model")).isOne();
        assertThat(sent("stream")).isEqualTo(2);

        create("flux-pro");
        create("flux-pro");
        assertThat(sent("model")).isEqualTo(2);
        assertThat(sent("stream"))
                .as("what the first create has shown is remembered")
                .isEqualTo(3);
        assertThat(sent("create")).isEqualTo(2);
        assertThat(simulator.generationsCreated()).isEqualTo(4);
    }
}
