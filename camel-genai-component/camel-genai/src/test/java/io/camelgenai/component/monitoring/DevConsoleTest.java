package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.generation.Usage;
import io.camelgenai.simulator.Fault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The dev console, while calls succeed and while they fail. */
class DevConsoleTest extends MonitoringTestSupport {

    private JsonObject whileReading = new JsonObject();

    @Override
    public void routes(RouteBuilder routes) {
        super.routes(routes);
        addConnection("nowhere", nowhere -> nowhere.setBaseUrl("http://127.0.0.1:1"));
        addConnection("narrow", narrow -> narrow.setMaxResponseSize(10L));
        addConnection("narrow-stream", narrow -> narrow.setMaxEventSize(10L));
        routes.from("direct:nowhere").to("genai:privategpt?connection=nowhere&channel=nobody");
        routes.from("direct:narrow").to("genai:privategpt?connection=narrow&operation=get");
        routes.from("direct:narrowStream")
                .to("genai:privategpt?connection=narrow-stream&operation=stream&channel=nobody")
                .process(exchange ->
                        exchange.getMessage().getBody(GenerationStream.class).next());
        routes.from("direct:read")
                .to("genai:privategpt?operation=stream&channel=nobody")
                .process(exchange -> {
                    exchange.getMessage().getBody(GenerationStream.class).next();
                    whileReading = json();
                });
    }

    private void addConnection(String name, Consumer<ConnectionConfiguration> options) {
        ConnectionConfiguration connection = connection("privategpt", null);
        connection.setMaxRetries(0);
        options.accept(connection);
        context.getComponent("genai", GenAiComponent.class).getConnections().put(name, connection);
    }

    private JsonObject json() {
        return (JsonObject) console(MediaType.JSON);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> list(String name) {
        return (List<Map<String, Object>>) json().get(name);
    }

    private Map<String, Object> connection(String name) {
        return list("connections").stream()
                .filter(each -> name.equals(each.get("connection")))
                .findAny()
                .orElseThrow();
    }

    @Test
    void aConnectionIsShownBeforeItsFirstCall() {
        assertThat(connection("llmstats")).containsEntry("provider", "llmstats").containsEntry("created", 0L);
        assertThat(json()).containsEntry("inFlight", 0).containsEntry("streamThreadsMax", 1L);
        assertThat(list("lastErrors")).isEmpty();
    }

    @Test
    void openAndWaitingStreamsAreShown() {
        openStreams(3);
        await().untilAsserted(() -> assertThat(json())
                .containsEntry("inFlight", 3)
                .containsEntry("streamsOpen", 1)
                .containsEntry("streamThreads", 1)
                .containsEntry("streamsWaiting", 2));
        assertThat(connection("privategpt")).containsEntry("inFlight", 3).containsEntry("streamsOpen", 1);
        assertThat((String) console(MediaType.TEXT))
                .contains("In flight: 3", "Streams open: 1, waiting for a thread: 2 (threads: 1 of 1)");

        finishStreams();
        await().until(() -> terminalTexts() == 3);
        await().untilAsserted(
                        () -> assertThat(json()).containsEntry("inFlight", 0).containsEntry("streamsOpen", 0));
        assertThat(connection("privategpt")).containsEntry("created", 3L).containsEntry("events", (long)
                mock("text").getExchanges().size());
        assertThat((Map<?, ?>) connection("privategpt").get("terminal"))
                .isEqualTo(Map.of("COMPLETED", 3L, "INCOMPLETE", 0L, "FAILED", 0L, "CANCELED", 0L));
        assertThat((Long) connection("privategpt").get("inputTokens")).isEqualTo(tokens(Usage::inputTokens));
        assertThat((Long) connection("privategpt").get("outputTokens")).isEqualTo(tokens(Usage::outputTokens));
    }

    @Test
    void aStreamThatARouteReadsIsShown() {
        send("direct:read", PROMPT);

        assertThat(whileReading).containsEntry("inFlight", 1).containsEntry("streamsOpen", 1);
        await().untilAsserted(
                        () -> assertThat(json()).containsEntry("inFlight", 0).containsEntry("streamsOpen", 0));
        assertThat((Long) connection("privategpt").get("events")).isPositive();
    }

    @Test
    void theCostOfAPictureIsShown() {
        send("direct:picture", PROMPT, "order", "7");

        await().untilAsserted(() ->
                assertThat((BigDecimal) connection("llmstats").get("costUsd")).isPositive());
    }

    @Test
    void errorsAreShownByKind() {
        send("direct:nowhere", PROMPT);
        assertThat(list("lastErrors").get(0)).containsEntry("kind", "CONNECT_FAILED");

        String id = send("direct:generate", PROMPT).getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
        send("direct:narrow", PROMPT, GenAiConstants.GENERATION_ID, id);
        assertThat(list("lastErrors").get(0))
                .containsEntry("kind", "TOO_LARGE")
                .containsEntry("connection", "narrow")
                .containsEntry("generationId", id);

        send("direct:narrowStream", PROMPT);
        assertThat(list("lastErrors").get(0))
                .containsEntry("kind", "TOO_LARGE")
                .containsEntry("connection", "narrow-stream");
    }

    @Test
    void aLongCorrelationIdIsShortenedToOneLine() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        template.request("direct:picture", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("order", "7");
            exchange.getMessage().setHeader(GenAiConstants.CORRELATION_ID, "order\n7" + "7".repeat(300));
        });

        assertThat(list("unknownOutcomes")).singleElement().satisfies(each -> assertThat(
                        (String) each.get("correlationId"))
                .startsWith("order 7777")
                .hasSize(200));
    }

    @Test
    void F46_anUnknownOutcomeIsShown() {
        String key = unknownOutcome();

        assertThat(list("unknownOutcomes")).singleElement().satisfies(each -> assertThat(each)
                .containsEntry("key", key)
                .containsEntry("provider", "llmstats")
                .containsEntry("model", "flux-1.1-pro")
                .containsKey("since"));
        assertThat(connection("llmstats")).containsEntry("unknown", 1L);
        assertThat(list("lastErrors")).extracting("kind").contains("OUTCOME_UNKNOWN", "NO_RESPONSE");
        assertThat((String) console(MediaType.TEXT)).contains("Unknown outcomes: 1", key);
        assertNoSecret();
    }

    @Test
    void aParkedDeliveryIsShown() {
        String key = parkedDelivery();

        assertThat(list("parked")).singleElement().satisfies(each -> assertThat(each)
                .containsEntry("key", key)
                .containsEntry("channel", "parked")
                .containsEntry("deliveries", 2)
                .containsKey("generationId"));
        assertThat(connection("privategpt")).containsEntry("parked", 1L);
        assertThat(list("lastErrors")).extracting("kind").contains("PARKED");
        assertThat((String) console(MediaType.TEXT)).contains("Parked: 1", key);
        assertNoSecret();
    }

    @Test
    void F13_aRefusedKeyIsReportedAndNotShown() {
        simulator.fault(Fault.status(401).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "7");

        assertThat(list("lastErrors")).singleElement().satisfies(each -> assertThat(each)
                .containsEntry("connection", "llmstats")
                .containsEntry("kind", "UNAUTHORIZED")
                .containsEntry("httpStatus", 401));
        assertThat(connection("llmstats")).containsEntry("failuresInARow", 1).containsKey("lastFailure");
        assertNoSecret();

        send("direct:picture", PROMPT, "order", "7");
        assertThat(connection("llmstats")).containsEntry("failuresInARow", 0).doesNotContainKey("lastFailure");
    }

    @Test
    void onlyTheLastFiftyErrorsAreKept() {
        simulator.fault(Fault.status(400).on("llmstats", "create").times(60).build());
        IntStream.range(0, 60).forEach(order -> send("direct:picture", PROMPT, "order", order));

        assertThat(list("lastErrors")).hasSize(50);
        assertThat(connection("llmstats")).containsEntry("failures", 60L).containsEntry("failuresInARow", 0);
    }

    @Test
    void F31_anInterruptedStreamIsShown() {
        simulator.fault(Fault.cut().on("privategpt", "stream").build());
        send("direct:text", PROMPT);

        await().until(() -> terminalTexts() == 1);
        assertThat(list("lastErrors")).extracting("kind").contains("STREAM_INTERRUPTED");
        assertNoSecret();
    }

    @Test
    void F63_connectionsAreShownWithoutTheRepository() {
        repositoryUnavailable.set(true);

        assertThat(json()).containsEntry("unknownOutcomes", null).containsEntry("parked", null);
        assertThat(connection("llmstats")).containsEntry("created", 0L).containsEntry("unknown", 0L);
        assertThat(json()).containsKey("countedAt");
        assertThat((String) console(MediaType.TEXT)).contains("Unknown outcomes: the repository cannot be read");
        assertNoSecret();
    }

    private void assertNoSecret() {
        assertContainsNoSecret((String) console(MediaType.TEXT));
        assertContainsNoSecret(json().toJson());
    }
}
