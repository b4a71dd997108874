package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.simulator.Fault;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class StreamTest extends GenAiTestSupport {

    private static final int MORE_THAN_WORKERS = 70;

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:stream")
                .to("genai:privategpt?operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:text")
                .to("genai:privategpt?operation=stream")
                .convertBodyTo(InputStream.class)
                .process(exchange -> {
                    InputStream text = exchange.getMessage().getBody(InputStream.class);
                    exchange.getMessage().setBody(new String(text.readAllBytes(), StandardCharsets.UTF_8));
                });
        routes.from("direct:early")
                .to("genai:privategpt?operation=stream&channel=left")
                .process(exchange -> exchange.getMessage()
                        .setBody(exchange.getMessage()
                                .getBody(GenerationStream.class)
                                .next()));
        routes.from("direct:create").to("genai:privategpt?operation=create");
        routes.from("direct:attach")
                .to("genai:privategpt?operation=attach")
                .split(routes.body())
                .streaming()
                .to("mock:attached");
        routes.from("direct:pulled").to("genai:privategpt?operation=stream").process(exchange -> exchange.getMessage()
                .getBody(GenerationStream.class)
                .forEachRemaining(each -> {}));
        routes.from("genai:privategpt?channel=left").to("mock:left");
    }

    @Test
    void eventsArePulledAsTheyArrive() {
        Exchange done = send("direct:stream", PROMPT);

        assertThat(done.getException()).isNull();
        List<GenerationEvent> events = events("events");
        assertThat(events.get(0).type()).isEqualTo(GenerationEventType.STARTED);
        assertThat(last(events).type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(last(events).generation().text()).isEqualTo(text(events)).isNotBlank();
        await().until(() -> unfinished().isEmpty());
    }

    @Test
    void aStreamIsAnInputStreamOfItsText() {
        String text = template.requestBody("direct:text", PROMPT, String.class);
        send("direct:stream", PROMPT);

        assertThat(text).isEqualTo(last(events("events")).generation().text());
    }

    @Test
    void aStreamThatIsClosedEarlyIsLeftToTheChannel() throws Exception {
        mock("left").expectedMessageCount(1);
        Exchange done = send("direct:early", PROMPT);

        assertThat(done.getMessage().getBody(GenerationEvent.class).type()).isEqualTo(GenerationEventType.STARTED);
        mock("left").assertIsSatisfied();
        Generation left = mock("left").getExchanges().get(0).getMessage().getBody(Generation.class);
        assertThat(left.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(left.text()).isNotBlank();
        assertThat(requests("privategpt", "cancel")).isEmpty();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void attachReturnsTheEventsOfAnExistingGeneration() {
        Generation created = send("direct:create", PROMPT).getMessage().getBody(Generation.class);
        send("direct:attach", "ignored", GenAiConstants.GENERATION_ID, created.id());

        assertThat(last(events("attached")).type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(text(events("attached"))).isNotBlank();
    }

    @Test
    void attachingToAnUnknownIdFailsAtOnce() {
        Exchange failed = send("direct:attach", "ignored", GenAiConstants.GENERATION_ID, "nothing");

        assertThat(failed.getException())
                .hasMessage(
                        "privategpt answered GET /privategpt/v1/messages/async/nothing/stream with 404: Stream with message_id"
                                + " nothing not found");
    }

    @Test
    void F32_aStreamThatEndsWithoutItsMarkerIsResumedWhereItStopped() {
        simulator.fault(
                Fault.cleanEnd().on("privategpt", "stream").beforeFrame(5).build());
        send("direct:stream", PROMPT);

        assertThat(requests("privategpt", "stream")).hasSize(2);
        assertWholeWithoutRepetition();
    }

    @Test
    void F31_aStreamThatIsCutIsResumedWhereItStopped() {
        simulator.fault(Fault.cut().on("privategpt", "stream").insideFrame(7).build());
        simulator.fault(Fault.reset().on("privategpt", "stream").beforeFrame(9).build());
        send("direct:stream", PROMPT);

        assertThat(requests("privategpt", "stream")).hasSize(3);
        assertWholeWithoutRepetition();
    }

    private void assertWholeWithoutRepetition() {
        List<GenerationEvent> events = events("events");
        assertThat(events).extracting(GenerationEvent::sequence).doesNotHaveDuplicates();
        assertThat(last(events).type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(last(events).generation().text()).isEqualTo(text(events));
        mock("events").reset();
        send("direct:stream", PROMPT);
        assertThat(text(events("events")))
                .as("the same text as without a fault")
                .isEqualTo(text(events));
    }

    @Test
    void aStreamWhoseProviderIsGoneFails() {
        simulator.fault(
                Fault.cut().on("privategpt", "stream").beforeFrame(3).times(100).build());
        simulator.fault(Fault.status(503).on("privategpt", "status").times(100).build());
        Exchange done = send("direct:stream", PROMPT);

        assertThat(done.getException()).isNull();
        GenerationEvent last = last(events("events"));
        assertThat(last.type()).isEqualTo(GenerationEventType.INCOMPLETE);
        assertThat(last.generation().error().code()).isEqualTo("genai.stream-cut");
    }

    @Test
    void F34_anErrorEventAfterHttp200IsAFailure() {
        send("direct:stream", PROMPT + " [fail]");

        GenerationEvent last = last(events("events"));
        assertThat(last.type()).isEqualTo(GenerationEventType.FAILED);
        assertThat(last.generation().error().code()).isEqualTo("API_ERROR");
        assertThat(last.generation().text()).as("partial text is kept").isEqualTo(text(events("events")));
    }

    @Test
    void stoppingTheContextClosesAStreamThatARouteReads() {
        template.asyncSend("direct:pulled", exchange -> exchange.getMessage().setBody(PROMPT + " [takes 60s]"));
        await().until(() -> !requests("privategpt", "stream").isEmpty());
        long start = System.nanoTime();

        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP_WITHIN);
    }

    @Test
    void manyRoutesThatReadTheirStreamsDelayNoOther() throws Exception {
        for (int i = 0; i < MORE_THAN_WORKERS; i++) {
            template.asyncSend(
                    "direct:pulled", exchange -> exchange.getMessage().setBody(PROMPT + " [takes 60s]"));
        }
        await().until(() -> requests("privategpt", "stream").size() == MORE_THAN_WORKERS);

        Exchange created = template.asyncSend(
                        "direct:create", exchange -> exchange.getMessage().setBody(PROMPT))
                .get(20, TimeUnit.SECONDS);
        assertThat(created.getException()).isNull();
    }

    private List<GenerationEvent> events(String mock) {
        MockEndpoint endpoint = mock(mock);
        return endpoint.getExchanges().stream()
                .map(each -> each.getMessage().getBody(GenerationEvent.class))
                .toList();
    }
}
