package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.Usage;
import io.camelgenai.simulator.Fault;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters in a registry, while calls succeed and while they fail. */
class MetersTest extends MonitoringTestSupport {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    public void routes(RouteBuilder routes) {
        context.getRegistry().bind("metrics", registry);
        super.routes(routes);
        routes.from("direct:anyModel").to("genai:llmstats?operation=create&channel=nobody");
    }

    @AfterEach
    void noMeterIsLeftInTheRegistry() {
        context.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    private double value(GenAiMeter meter, String... tags) {
        Collection<Meter> found = registry.find(meter.meterName()).tags(tags).meters();
        assertThat(found).as("%s %s", meter, List.of(tags)).isNotEmpty();
        return found.stream()
                .mapToDouble(each -> each.measure().iterator().next().getValue())
                .sum();
    }

    private String allNamesAndTags() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getName() + id.getTags())
                .toList()
                .toString();
    }

    @Test
    void aConnectionHasItsMetersBeforeItsFirstCall() {
        assertThat(value(GenAiMeter.IN_FLIGHT, "connection", "llmstats", "provider", "llmstats"))
                .isZero();
        assertThat(value(GenAiMeter.PARKED, "connection", "llmstats")).isZero();
        assertThat(value(GenAiMeter.STREAM_THREADS_MAX, "camelContext", context.getName()))
                .isOne();
    }

    @Test
    void streamsAreCountedFromTheirFirstToTheirTerminalEvent() {
        openStreams(3);
        await().untilAsserted(() -> assertThat(value(GenAiMeter.IN_FLIGHT, "connection", "privategpt"))
                .isEqualTo(3));
        await().untilAsserted(() -> assertThat(value(GenAiMeter.STREAMS_OPEN, "connection", "privategpt"))
                .isOne());
        await().untilAsserted(
                        () -> assertThat(value(GenAiMeter.STREAMS_WAITING)).isEqualTo(2));
        assertThat(value(GenAiMeter.STREAM_THREADS)).isOne();
        await().untilAsserted(() -> assertThat(value(GenAiMeter.FIRST_EVENT, "connection", "privategpt"))
                .isOne());

        finishStreams();
        await().until(() -> terminalTexts() == 3);
        await().untilAsserted(() -> assertThat(value(GenAiMeter.IN_FLIGHT, "connection", "privategpt"))
                .isZero());
        assertThat(value(GenAiMeter.CREATED, "provider", "privategpt", "model", "default"))
                .isEqualTo(3);
        assertThat(value(GenAiMeter.TERMINAL, "connection", "privategpt", "status", "COMPLETED"))
                .isEqualTo(3);
        assertThat(value(GenAiMeter.DURATION, "connection", "privategpt", "status", "COMPLETED"))
                .isEqualTo(3);
        assertThat(value(GenAiMeter.FIRST_EVENT, "connection", "privategpt")).isEqualTo(3);
        assertThat(value(GenAiMeter.EVENTS, "connection", "privategpt"))
                .isEqualTo(mock("text").getReceivedCounter());
        assertThat(registry.get(GenAiMeter.DURATION.meterName()).timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(value(GenAiMeter.TOKENS, "connection", "privategpt", "type", "input"))
                .isEqualTo(tokens(Usage::inputTokens));
        assertThat(value(GenAiMeter.TOKENS, "connection", "privategpt", "type", "output"))
                .isEqualTo(tokens(Usage::outputTokens))
                .isNotEqualTo(tokens(Usage::inputTokens));
    }

    @Test
    void theTerminalStatusIsATag() {
        send("direct:text", PROMPT + " [fail]");

        await().until(() -> terminalTexts() == 1);
        assertThat(value(GenAiMeter.TERMINAL, "connection", "privategpt", "status", "FAILED"))
                .isOne();
        assertThat(registry.find(GenAiMeter.TERMINAL.meterName())
                        .tags("status", "COMPLETED")
                        .meters())
                .isEmpty();
    }

    @Test
    void ofTwoRegistriesTheOneThatCamelPrefersIsUsed() throws Exception {
        MeterRegistry preferred = new SimpleMeterRegistry();
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("another", registry);
            other.getRegistry().bind("metricsRegistry", preferred);
            other.start();
            other.getComponent("genai").start();

            assertThat(preferred.getMeters()).isNotEmpty();
            assertThat(registry.getMeters()).isNotEmpty().noneMatch(each -> other.getName()
                    .equals(each.getId().getTag(GenAiMeter.CONTEXT_TAG)));
        }
    }

    @Test
    void aTooLargeEventIsCounted() {
        context.getComponent("genai", GenAiComponent.class)
                .getConnections()
                .put("narrow", connection("privategpt", null));
        send("genai:privategpt?connection=narrow&maxEventSize=10&operation=generate&channel=nobody", PROMPT);

        assertThat(value(GenAiMeter.FAILURES, "connection", "narrow", "reason", "too-large"))
                .isOne();
    }

    @Test
    void costsAreAddedUp() {
        send("direct:picture", PROMPT, "order", "7");
        await().until(() -> mock("picture").getReceivedCounter() == 1);

        await().untilAsserted(
                        () -> assertThat(value(GenAiMeter.COST, "connection", "llmstats", "model", "flux-1.1-pro"))
                                .isPositive());
    }

    @Test
    void failedAndRetriedCallsAreCountedByReason() {
        simulator.fault(Fault.status(429).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "7");

        assertThat(value(GenAiMeter.RETRIES, "connection", "llmstats", "reason", "http-429"))
                .isOne();
        assertThat(value(GenAiMeter.FAILURES, "connection", "llmstats", "reason", "http-429"))
                .isOne();
        assertThat(value(GenAiMeter.CREATED, "connection", "llmstats")).isOne();
    }

    @Test
    void webhooksAreCountedByWhatBecameOfThem() {
        send("genai:byteplus?operation=webhook", "{\"id\":\"17\"}");
        send("genai:byteplus?operation=webhook", "{}");
        send("genai:byteplus?operation=webhook", "nothing");

        assertThat(value(GenAiMeter.WEBHOOKS, "connection", "byteplus", "outcome", "accepted"))
                .isOne();
        assertThat(value(GenAiMeter.WEBHOOKS, "connection", "byteplus", "outcome", "body"))
                .isEqualTo(2);
    }

    @Test
    void F31_anInterruptedStreamIsCounted() {
        simulator.fault(Fault.cut().on("privategpt", "stream").build());
        send("direct:text", PROMPT);

        await().until(() -> terminalTexts() == 1);
        assertThat(value(GenAiMeter.FAILURES, "connection", "privategpt", "reason", "stream-interrupted"))
                .isOne();
    }

    @Test
    void unknownOutcomesAndParkedDeliveriesAreGauged() {
        unknownOutcome();
        parkedDelivery();

        assertThat(value(GenAiMeter.UNKNOWN, "connection", "llmstats")).isOne();
        assertThat(value(GenAiMeter.UNKNOWN, "connection", "privategpt")).isZero();
        assertThat(value(GenAiMeter.PARKED, "connection", "privategpt")).isOne();
        assertThat(value(GenAiMeter.PARKED, "connection", "llmstats")).isZero();
        assertContainsNoSecret(allNamesAndTags());
    }

    @Test
    void theNumberOfModelsInTagsIsLimited() {
        IntStream.range(0, 120)
                .forEach(i -> send("direct:anyModel", PROMPT, GenAiConstants.MODEL, "flux-1.1-pro-" + i));

        assertThat(registry.get(GenAiMeter.CREATED.meterName()).meters()).hasSize(101);
    }

    @Test
    void everyMeterHasItsDocumentedTags() {
        simulator.fault(Fault.status(429).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "7");
        send("direct:text", PROMPT);
        send("genai:byteplus?operation=webhook", "{\"id\":\"17\"}");
        await().until(() -> terminalTexts() == 1 && mock("picture").getReceivedCounter() == 1);

        await().untilAsserted(() -> assertThat(registry.getMeters())
                .extracting(each -> each.getId().getName())
                .containsAll(Arrays.stream(GenAiMeter.values())
                        .map(GenAiMeter::meterName)
                        .toList()));
        for (GenAiMeter each : GenAiMeter.values()) {
            List<String> expected = new ArrayList<>(each.tags());
            expected.add(GenAiMeter.CONTEXT_TAG);
            expected.add(GenAiMeter.COMPONENT_TAG);
            assertThat(registry.get(each.meterName()).meters())
                    .as(each.meterName())
                    .allSatisfy(meter -> assertThat(meter.getId().getTags())
                            .extracting(Tag::getKey)
                            .containsExactlyInAnyOrderElementsOf(expected));
        }
    }

    @Test
    void everyMeterHasItsOwnName() {
        assertThat(Arrays.stream(GenAiMeter.values()).map(GenAiMeter::meterName))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("camel\\.genai\\.[a-z.]+"));
    }
}
