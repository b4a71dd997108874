package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.Usage;
import io.camelgenai.simulator.Fault;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters of OpenTelemetry's conventions for generative AI, which are recorded beside the component's own on request. */
class ConventionMetersTest extends MonitoringTestSupport {

    private static final String DURATION = "gen_ai.client.operation.duration";
    private static final String TOKENS = "gen_ai.client.token.usage";

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    public void routes(RouteBuilder routes) {
        context.getRegistry().bind("metrics", registry);
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.setGenAiConventions(true);
        super.routes(routes);
        component.getConnections().put("nowhere", connection("privategpt", null));
        component.getConnections().get("nowhere").setBaseUrl("http://127.0.0.1:1");
        component.getConnections().get("nowhere").setMaxRetries(0);
        routes.from("direct:nowhere").to("genai:privategpt?operation=create&channel=nobody&connection=nowhere");
        routes.from("direct:anyModel").to("genai:llmstats?operation=generate&channel=nobody");
    }

    @AfterEach
    void noMeterIsLeftInTheRegistry() {
        context.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    private Timer duration(String... tags) {
        return registry.get(DURATION).tags(tags).timer();
    }

    private DistributionSummary tokens(String type) {
        return registry.get(TOKENS).tags("gen_ai.token.type", type).summary();
    }

    private void generateText(String prompt) {
        send("direct:text", prompt);
        await().until(() -> terminalTexts() == 1);
        await().untilAsserted(() -> assertThat(registry.find(DURATION).timers()).anyMatch(each -> each.count() == 1));
    }

    private void generateTextWithTokens() {
        generateText(PROMPT);
        await().untilAsserted(() ->
                assertThat(registry.find(TOKENS).summaries()).hasSize(2).allMatch(each -> each.count() == 1));
    }

    @Test
    void aGenerationIsAnOperationWithItsTokens() {
        generateTextWithTokens();

        Timer timer = duration(
                "gen_ai.operation.name", "generate_content",
                "gen_ai.provider.name", "privategpt",
                "gen_ai.request.model", "default",
                "error.type", "none");
        assertThat(timer.count()).isOne();
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(timer.baseTimeUnit()).isEqualTo(TimeUnit.SECONDS);
        assertThat(tokens("input").totalAmount()).isEqualTo(tokens(Usage::inputTokens));
        assertThat(tokens("output").totalAmount())
                .isEqualTo(tokens(Usage::outputTokens))
                .isNotEqualTo(tokens(Usage::inputTokens));
        assertThat(tokens("input").getId().getBaseUnit()).isEqualTo("token");
    }

    @Test
    void everySeriesHasTheAttributesOfTheConventions() {
        simulator.fault(Fault.status(400).on("privategpt", "create").build());
        send("direct:text", PROMPT);
        generateTextWithTokens();

        assertTags(
                DURATION,
                "gen_ai.operation.name",
                "gen_ai.provider.name",
                "gen_ai.request.model",
                "gen_ai.response.model",
                "error.type",
                GenAiMeter.CONTEXT_TAG,
                GenAiMeter.COMPONENT_TAG);
        assertTags(
                TOKENS,
                "gen_ai.operation.name",
                "gen_ai.provider.name",
                "gen_ai.request.model",
                "gen_ai.response.model",
                "gen_ai.token.type",
                GenAiMeter.CONTEXT_TAG,
                GenAiMeter.COMPONENT_TAG);
    }

    private void assertTags(String meter, String... tags) {
        Collection<Meter> series = registry.get(meter).meters();
        assertThat(series).hasSize(2).allSatisfy(each -> assertThat(each.getId().getTags())
                .extracting(Tag::getKey)
                .containsExactlyInAnyOrder(tags));
    }

    @Test
    void theBucketsAreThoseOfTheConventions() {
        generateTextWithTokens();

        assertThat(Arrays.stream(duration().takeSnapshot().histogramCounts())
                        .map(each -> each.bucket(TimeUnit.SECONDS)))
                .containsExactly(
                        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
        assertThat(Arrays.stream(tokens("input").takeSnapshot().histogramCounts())
                        .map(CountAtBucket::bucket))
                .startsWith(1.0, 4.0, 16.0, 64.0)
                .endsWith(67_108_864.0)
                .hasSize(14);
    }

    @Test
    void aGenerationThatFailsHasItsCodeAsErrorType() {
        generateText(PROMPT + " [fail]");

        assertThat(registry.get(DURATION).timers()).singleElement().satisfies(each -> assertThat(
                        each.getId().getTag("error.type"))
                .isNotEqualTo("none")
                .matches("[A-Za-z0-9_.:/-]{1,64}"));
    }

    @Test
    void aCreateThatFailsIsAnOperationWithAnErrorType() {
        simulator.fault(Fault.status(400).on("privategpt", "create").build());
        send("direct:text", PROMPT);
        send("direct:nowhere", PROMPT);
        unknownOutcome();

        assertThat(duration("error.type", "400", "gen_ai.response.model", "none")
                        .count())
                .isOne();
        assertThat(duration("error.type", GenAiConnectException.class.getName()).count())
                .isOne();
        assertThat(duration("error.type", GenerationOutcomeUnknownException.class.getName())
                        .count())
                .isOne();
        assertThat(registry.find(TOKENS).meters()).isEmpty();
        assertContainsNoSecret(registry.getMeters().stream()
                .map(each -> each.getId().toString())
                .toList()
                .toString());
    }

    @Test
    void theNumberOfModelsInTagsIsLimited() {
        simulator.fault(Fault.status(400).on("llmstats", "create").times(120).build());
        IntStream.range(0, 120)
                .forEach(i -> send("direct:anyModel", PROMPT, GenAiConstants.MODEL, "flux-1.1-pro-" + i));

        assertThat(registry.get(DURATION).timers()).hasSize(LimitedNames.MAX + 1);
    }

    @Test
    void namesBeyondTheLimitShareOne() {
        LimitedNames names = new LimitedNames("other");

        assertThat(IntStream.range(0, 120).mapToObj(i -> names.of("m" + i)))
                .contains("m0", "m99", "other")
                .doesNotContain("m100");
        assertThat(List.of(names.of("m7"), names.of("m100"))).containsExactly("m7", "other");
    }

    @Test
    void theyAreOffUnlessTheOptionIsSet() throws Exception {
        MeterRegistry own = new SimpleMeterRegistry();
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("metricsRegistry", own);
            GenAiComponent component = other.getComponent("genai", GenAiComponent.class);
            component.getConnections().put("privategpt", connection("privategpt", null));
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:one").to("genai:privategpt?channel=nobody");
                }
            });
            other.start();
            other.createProducerTemplate().requestBody("direct:one", PROMPT);

            await().untilAsserted(() -> assertThat(
                            own.find(GenAiMeter.DURATION.meterName()).timers())
                    .isNotEmpty());
            assertThat(own.getMeters()).noneMatch(each -> each.getId().getName().startsWith("gen_ai"));
        }
    }
}
