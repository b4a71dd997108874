package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

class CreateAndDeliverTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:picture").to("genai:llmstats/flux-1.1-pro?operation=create&carryHeaders=order,x-*");
        routes.from("direct:text").to("genai:privategpt?operation=create");
        routes.from("direct:nobody").to("genai:privategpt?operation=create&channel=nobody");
        routes.from("direct:elsewhere").to("genai:privategpt?operation=create&channel=elsewhere");
        routes.from("direct:track").to("genai:privategpt?operation=track&channel=elsewhere");
        routes.from("direct:observed").to("genai:privategpt?operation=create&channel=observed");
        routes.from("genai:llmstats?emit=events").to("mock:picture-events");
        routes.from("genai:llmstats").routeId("pictures").to("mock:pictures");
        routes.from("genai:privategpt?statuses=COMPLETED").to("mock:texts");
        routes.from("genai:privategpt?channel=elsewhere").to("mock:elsewhere");
        routes.from("genai:privategpt?channel=observed&emit=events").to("mock:observed");
    }

    @Test
    void aPictureComesBackWithTheCarriedHeaders() throws Exception {
        mock("pictures").expectedMessageCount(1);
        Exchange created = template.request("direct:picture", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage()
                    .setHeaders(Map.of(
                            "order", 4711, "X-tenant", "a", "other", "no", GenAiConstants.CORRELATION_ID, "mine"));
        });

        Generation known = created.getMessage().getBody(Generation.class);
        assertThat(known.status()).isIn(GenerationStatus.QUEUED, GenerationStatus.RUNNING);
        mock("pictures").assertIsSatisfied();
        Exchange delivered = mock("pictures").getExchanges().get(0);
        assertThat(delivered.getMessage().getBody(Generation.class).id()).isEqualTo(known.id());
        assertThat(delivered.getMessage().getHeader("CamelGenAiStatus")).isEqualTo("COMPLETED");
        assertThat(delivered.getMessage().getHeader("CamelGenAiCorrelationId")).isEqualTo("mine");
        assertThat(delivered.getMessage().getHeaders())
                .containsEntry("order", 4711)
                .containsEntry("X-tenant", "a")
                .doesNotContainKey("other")
                .doesNotContainKey("CamelGenAiRedelivered");
    }

    @Test
    void statusChangesAreEventsInOrder() throws Exception {
        mock("pictures").expectedMessageCount(1);
        send("direct:picture", PROMPT + " [takes 2s]");
        mock("pictures").assertIsSatisfied();

        MockEndpoint events = mock("picture-events");
        await().until(() -> events(events).stream().anyMatch(GenerationEvent::isTerminal));
        List<GenerationEvent> seen = events(events);
        assertThat(seen).hasSizeGreaterThanOrEqualTo(2);
        assertThat(seen).extracting(GenerationEvent::sequence).isEqualTo(upTo(seen.size()));
        assertThat(seen.get(0).type()).isEqualTo(GenerationEventType.STATUS);
        assertThat(seen.get(seen.size() - 1).type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(seen).filteredOn(GenerationEvent::isTerminal).hasSize(1);
    }

    @Test
    void everyFrameIsAnEventAndTheDeltasMakeTheWholeText() throws Exception {
        send("direct:observed", PROMPT);
        await().until(() -> events(mock("observed")).stream().anyMatch(GenerationEvent::isTerminal));

        List<GenerationEvent> seen = events(mock("observed"));
        GenerationEvent last = seen.get(seen.size() - 1);
        assertThat(seen).extracting(GenerationEvent::sequence).isEqualTo(upTo(seen.size()));
        assertThat(seen.get(0).name()).isEqualTo("message_start");
        assertThat(seen.get(0).type()).isEqualTo(GenerationEventType.STARTED);
        assertThat(last.type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(last.generation().text())
                .isNotBlank()
                .isEqualTo(seen.stream()
                        .map(GenerationEvent::text)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining()));
        Exchange text = mock("observed").getExchanges().get(3);
        assertThat(text.getMessage().getHeader("CamelGenAiEventType")).isEqualTo("TEXT");
        assertThat(text.getMessage().getHeader("CamelGenAiEventName")).isEqualTo("content_block_delta");
        assertThat(text.getMessage().getHeader("CamelGenAiSequence")).isEqualTo(3L);
        assertThat(text.getMessage().getBody(String.class)).startsWith("{\"type\":\"content_block_delta\"");
    }

    @Test
    void theWholeTextIsInTheTerminalExchange() throws Exception {
        mock("texts").expectedMessageCount(1);
        send("direct:text", PROMPT);
        mock("texts").assertIsSatisfied();

        assertThat(mock("texts")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(Generation.class)
                        .text())
                .isNotBlank();
    }

    @Test
    void aStatusThatIsNotRequestedIsAcknowledgedWithoutAnExchange() throws Exception {
        mock("texts").expectedMessageCount(1);
        send("direct:text", PROMPT + " [fail]");
        send("direct:text", PROMPT);
        mock("texts").assertIsSatisfied();

        await().untilAsserted(() -> assertThat(unfinished()).isEmpty());
        assertThat(mock("texts").getExchanges()).hasSize(1);
    }

    @Test
    void channelsAreSeparate() throws Exception {
        mock("elsewhere").expectedMessageCount(1);
        mock("texts").expectedMessageCount(0);
        send("direct:elsewhere", PROMPT);
        mock("elsewhere").assertIsSatisfied();
        mock("texts").assertIsSatisfied(50);
    }

    @Test
    void aGenerationInAChannelWithoutAConsumerIsNotTracked() {
        Exchange created = send("direct:nobody", PROMPT);

        assertThat(created.getException()).isNull();
        assertThat(unfinished()).isEmpty();
        assertThat(runtime().tracker().tracked()).isZero();
        assertThat(requests("privategpt", "stream")).isEmpty();
    }

    @Test
    void aGenerationThatWasCreatedElsewhereIsTracked() throws Exception {
        Generation elsewhere = send("direct:nobody", PROMPT).getMessage().getBody(Generation.class);
        mock("elsewhere").expectedMessageCount(1);
        Exchange tracked = send("direct:track", null, GenAiConstants.GENERATION_ID, elsewhere.id());

        assertThat(tracked.getMessage().getBody(Generation.class).id()).isEqualTo(elsewhere.id());
        mock("elsewhere").assertIsSatisfied();
    }

    @Test
    void aGenerationThatIsTerminalWhileItsRouteIsStoppedIsDeliveredWhenItStarts() throws Exception {
        context.getRouteController().stopRoute("pictures");
        send("direct:picture", PROMPT);
        await().until(() -> runtime().tracker().tracked() == 0);
        assertThat(mock("pictures").getExchanges()).isEmpty();

        mock("pictures").expectedMessageCount(1);
        context.getRouteController().startRoute("pictures");
        mock("pictures").assertIsSatisfied();
    }

    @Test
    void aGenerationThatIsTerminalWhileItsRouteIsSuspendedIsDeliveredOnResume() throws Exception {
        context.getRouteController().suspendRoute("pictures");
        send("direct:picture", PROMPT);
        await().until(() -> runtime().tracker().tracked() == 0);
        assertThat(mock("pictures").getExchanges()).isEmpty();

        mock("pictures").expectedMessageCount(1);
        context.getRouteController().resumeRoute("pictures");
        mock("pictures").assertIsSatisfied();
    }

    private static List<GenerationEvent> events(MockEndpoint mock) {
        return mock.getExchanges().stream()
                .map(each -> each.getMessage().getBody(GenerationEvent.class))
                .toList();
    }

    private static List<Long> upTo(int count) {
        return IntStream.range(0, count).mapToObj(Long::valueOf).toList();
    }
}
