package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.Tracer;
import org.junit.jupiter.api.Test;

/** The attributes of the spans of Camel's telemetry. */
class TelemetryTest extends MonitoringTestSupport {

    private final List<RecordedSpan> closed = new CopyOnWriteArrayList<>();

    @Override
    public void routes(RouteBuilder routes) {
        RecordingTracer tracer = new RecordingTracer();
        tracer.setCamelContext(context);
        tracer.init(context);
        super.routes(routes);
        routes.from("direct:again")
                .to("genai:privategpt?operation=generate&channel=nobody")
                .to("genai:privategpt?operation=get");
        routes.from("direct:named").to("genai:privategpt?operation=get");
        routes.from("direct:chat").to("genai:openai-chat/gpt-4o?channel=nobody");
        routes.from("direct:traced").to("genai:privategpt?operation=create&channel=traced");
        routes.from("genai:privategpt?channel=traced")
                .setHeader(GenAiConstants.GENERATION_ID, routes.constant("another"));
    }

    private RecordedSpan span(String operation) {
        await().until(() -> closed.stream().anyMatch(each -> operation.equals(each.tags.get("gen_ai.operation.name"))));
        return closed.stream()
                .filter(each -> operation.equals(each.tags.get("gen_ai.operation.name")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSpanHasTheConventionalAttributes() {
        Exchange done = send("direct:again", PROMPT);
        Generation generation = done.getMessage().getBody(Generation.class);

        assertThat(span("generate_content").tags)
                .containsEntry("gen_ai.provider.name", "privategpt")
                .containsEntry("gen_ai.response.id", generation.id())
                .containsEntry("server.address", simulator.baseUrl("privategpt"))
                .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens")
                .doesNotContainKey("error.type");
        assertThat(span("get").tags).containsEntry("gen_ai.response.id", generation.id());
        assertContainsNoSecret(closed.toString());
    }

    @Test
    void aSpanHasTheRequestedAndTheRespondingModel() {
        send("direct:picture", PROMPT, "order", "7");
        await().until(() -> mock("picture").getReceivedCounter() == 1);

        assertThat(span("generate_content").tags).containsEntry("gen_ai.request.model", "flux-1.1-pro");
        assertThat(span("receive").tags)
                .containsEntry("gen_ai.provider.name", "llmstats")
                .containsKeys("gen_ai.response.model", "gen_ai.response.id");
    }

    @Test
    void aSpanHasTheErrorOfAFailedCall() {
        simulator.fault(Fault.status(401).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "7");

        assertThat(span("generate_content").tags).containsEntry("error.type", "401");
        assertContainsNoSecret(closed.toString());
    }

    @Test
    void aSpanHasTheOperationAndTheModelOfTheHeaders() {
        Exchange created = send("direct:again", PROMPT);
        send("direct:named", created.getMessage().getBody(), GenAiConstants.OPERATION, "await");
        assertThat(span("await").tags).containsEntry("gen_ai.provider.name", "privategpt");

        send("direct:picture", PROMPT, GenAiConstants.MODEL, "flux-pro");
        await().untilAsserted(() -> assertThat(closed)
                .anySatisfy(each -> assertThat(each.tags).containsEntry("gen_ai.request.model", "flux-pro")));
    }

    @Test
    void aSpanDoesNotShowAnUnknownOperation() {
        send("direct:named", "x", GenAiConstants.OPERATION, "sing");

        assertThat(span("_OTHER").tags).containsKey("error.type");
    }

    @Test
    void aConsumersSpanIsAboutTheReceivedGeneration() {
        Exchange created = send("direct:traced", PROMPT);

        assertThat(span("receive").tags)
                .containsEntry(
                        "gen_ai.response.id",
                        created.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class));
    }

    @Test
    void anObserversSpanIsNoReceiversSpan() {
        send("direct:text", PROMPT);

        assertThat(span("observe").tags).containsEntry("gen_ai.provider.name", "privategpt");
        await().until(() -> terminalTexts() == 1);
    }

    @Test
    void aSpanHasTheFinishReason() {
        send("direct:chat", PROMPT);

        assertThat(span("generate_content").tags).containsEntry("gen_ai.response.finish_reasons", "stop");
    }

    @Test
    void aSpanHasTheCodeOfAFailedGeneration() {
        Exchange failed = send("direct:again", PROMPT + " [fail]");
        String code = failed.getMessage().getHeader(GenAiConstants.ERROR_CODE, String.class);
        assertThat(code).isNotNull();
        assertThat(span("generate_content").tags).containsEntry("error.type", code);

        send("direct:traced", PROMPT + " [fail]");
        assertThat(span("receive").tags).containsEntry("error.type", code);
    }

    private final class RecordingTracer extends Tracer {

        @Override
        protected void initTracer() {
            setSpanLifecycleManager(new SpanLifecycleManager() {
                @Override
                public Span create(String name, Span parent, SpanContextPropagationExtractor extractor) {
                    return new RecordedSpan();
                }

                @Override
                public void activate(Span span) {}

                @Override
                public void deactivate(Span span) {}

                @Override
                public void close(Span span) {
                    closed.add((RecordedSpan) span);
                }

                @Override
                public void inject(Span span, SpanContextPropagationInjector injector, boolean includeTracing) {}
            });
        }
    }

    private static final class RecordedSpan implements Span {

        private final Map<String, String> tags = new ConcurrentHashMap<>();

        @Override
        public void log(Map<String, String> fields) {
            fields.forEach((name, value) -> tags.put("log." + name, String.valueOf(value)));
        }

        @Override
        public void setTag(String key, String value) {
            tags.put(key, value);
        }

        @Override
        public void setComponent(String component) {
            tags.put("component", component);
        }

        @Override
        public void setError(boolean isError) {
            tags.put("error", Boolean.toString(isError));
        }

        @Override
        public String toString() {
            return tags.toString();
        }
    }
}
