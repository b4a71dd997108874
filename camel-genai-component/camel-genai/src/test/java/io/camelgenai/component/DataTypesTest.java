package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.DataType;
import org.junit.jupiter.api.Test;

/** Camel's data types {@code genai:text} and {@code genai:application-cloudevents}. */
class DataTypesTest extends GenAiTestSupport {

    private static final DataType TEXT = new DataType("genai:text");
    private static final DataType CLOUD_EVENTS = new DataType("genai:application-cloudevents");
    private static final Instant ENDED = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:text").transformDataType(TEXT);
        routes.from("direct:events").transformDataType(CLOUD_EVENTS);
        routes.from("direct:written")
                .to("genai:privategpt?operation=stream&channel=nobody")
                .transformDataType(TEXT)
                .process(exchange -> {
                    assertThat(exchange.getMessage().getBody()).isInstanceOf(InputStream.class);
                    exchange.getMessage().setBody(exchange.getMessage().getBody(String.class));
                });
        routes.from("direct:create").to("genai:privategpt?operation=create&channel=orders");
        routes.from("genai:privategpt?channel=orders&emit=events")
                .transformDataType(CLOUD_EVENTS)
                .to("mock:events");
        routes.from("genai:privategpt?channel=orders")
                .transformDataType(CLOUD_EVENTS)
                .to("mock:ends");
    }

    private static Generation.Builder generation() {
        return Generation.of("loom").id("17").status(GenerationStatus.COMPLETED);
    }

    private static GenerationEvent event(GenerationEventType type, String text, String data) {
        return new GenerationEvent("17", 3, type, "row", text, null, data);
    }

    @Test
    void textIsThatOfAGenerationOrOfAnEvent() {
        assertThat(send("direct:text", generation().text("warp").build())
                        .getMessage()
                        .getBody())
                .isEqualTo("warp");
        assertThat(send("direct:text", generation().build()).getMessage().getBody())
                .isEqualTo("");
        assertThat(send("direct:text", event(GenerationEventType.TEXT, "weft", "{}"))
                        .getMessage()
                        .getBody())
                .isEqualTo("weft");
        for (GenerationEventType other : List.of(GenerationEventType.REASONING, GenerationEventType.TOOL_CALL)) {
            assertThat(send("direct:text", event(other, "weft", "{}"))
                            .getMessage()
                            .getBody())
                    .isEqualTo("");
        }
        assertThat(send("direct:text", event(GenerationEventType.STARTED, null, "{}"))
                        .getMessage()
                        .getBody())
                .isEqualTo("");
        assertThat(send("direct:text", 17).getMessage().getBody()).isEqualTo(17);
    }

    @Test
    void textOfAStreamIsReadAsItArrives() {
        Exchange written = send("direct:written", PROMPT);

        assertThat(written.getException()).isNull();
        assertThat(written.getMessage().getBody(String.class)).isNotBlank();
    }

    @Test
    void aTerminalGenerationIsACloudEventWithTheSameIdEachTime() {
        Generation ended = generation().completedAt(ENDED).text("warp and weft").build();
        Message first = send("direct:events", ended).getMessage();
        Message again = send("direct:events", ended).getMessage();

        assertThat(first.getHeaders())
                .containsEntry("CamelCloudEventID", "17/completed")
                .containsEntry("CamelCloudEventVersion", "1.0")
                .containsEntry("CamelCloudEventType", "io.camelgenai.generation.completed")
                .containsEntry("CamelCloudEventSource", "genai:loom")
                .containsEntry("CamelCloudEventSubject", "17")
                .containsEntry("CamelCloudEventTime", "2026-01-02T03:04:05Z")
                .containsEntry("Content-Type", "application/json");
        assertThat(again.getHeader("CamelCloudEventID")).isEqualTo("17/completed");
        assertThat(first.getBody(String.class)).contains("\"text\":\"warp and weft\"");
    }

    @Test
    void aToolCallIsACloudEventOfItsType() {
        Message call = send("direct:events", event(GenerationEventType.TOOL_CALL, "{", "{\"row\":1}"))
                .getMessage();

        assertThat(call.getHeader("CamelCloudEventType")).isEqualTo("io.camelgenai.generation.tool_call");
        assertThat(call.getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void anIntermediateStateIsAnEventWithItsOwnId() {
        Message seen = send(
                        "direct:events",
                        generation().status(GenerationStatus.RUNNING).build())
                .getMessage();

        assertThat(seen.getHeader("CamelCloudEventType")).isEqualTo("io.camelgenai.generation.running");
        assertThat(seen.getHeader("CamelCloudEventID"))
                .isEqualTo(seen.getExchange().getExchangeId());
        assertThat(OffsetDateTime.parse(seen.getHeader("CamelCloudEventTime", String.class)))
                .isNotNull();
    }

    @Test
    void anyOtherBodyIsLeftAlone() {
        assertThat(send("direct:events", "warp").getMessage().getHeaders()).doesNotContainKey("CamelCloudEventID");
    }

    private Map<Object, Message> eventsById() {
        return mock("events").getExchanges().stream()
                .map(Exchange::getMessage)
                .collect(Collectors.toMap(each -> each.getHeader("CamelCloudEventID"), each -> each));
    }

    @Test
    void eachEventIsACloudEventAndTheTerminalOneHasTheIdOfTheCompletion() throws Exception {
        mock("ends").expectedMessageCount(1);
        send("direct:create", PROMPT);
        mock("ends").assertIsSatisfied();
        String end = mock("ends").getExchanges().get(0).getMessage().getHeader("CamelCloudEventID", String.class);

        await().untilAsserted(() -> assertThat(eventsById()).containsKey(end));
        Map<Object, Message> byId = eventsById();
        assertThat(byId).hasSizeGreaterThan(3);
        assertThat(byId.values()).allSatisfy(each -> {
            assertThat(each.getHeader("CamelCloudEventSource")).isEqualTo("genai:privategpt");
            assertThat(each.getHeader("CamelCloudEventSubject")).isEqualTo(end.replaceAll("/.*", ""));
        });
        assertThat(byId.values())
                .extracting(each -> each.getHeader("CamelCloudEventType"))
                .contains("io.camelgenai.generation.started", "io.camelgenai.generation.text")
                .contains("io.camelgenai.generation.completed");
    }
}
