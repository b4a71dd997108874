package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A route finds the headers of an event whatever it did with the body before that. */
class EventHeadersTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:text").to("genai:privategpt?operation=create");
        routes.from("genai:privategpt?emit=events")
                .process(exchange -> exchange.getMessage().setBody("mine"))
                .to("mock:events");
        routes.from("genai:privategpt")
                .process(exchange -> exchange.getMessage().setBody("mine"))
                .to("mock:ends");
    }

    @Test
    void headersAreThoseOfTheEventAlsoAfterTheBodyIsReplaced() throws Exception {
        mock("ends").expectedMessageCount(1);
        send("direct:text", PROMPT);
        mock("ends").assertIsSatisfied();
        await().until(() ->
                header(mock("events").getExchanges(), GenAiConstants.EVENT_TYPE).contains("COMPLETED"));

        List<Exchange> events = mock("events").getExchanges();
        assertThat(header(events, GenAiConstants.EVENT_TYPE))
                .startsWith("STARTED")
                .contains("TEXT");
        assertThat(header(events, GenAiConstants.STATUS)).endsWith("COMPLETED");
        assertThat(events.get(3).getMessage().getHeader(GenAiConstants.SEQUENCE))
                .isEqualTo(3L);
        Map<String, Object> ofEnd =
                mock("ends").getExchanges().get(0).getMessage().getHeaders();
        assertThat(ofEnd).containsEntry(GenAiConstants.STATUS, "COMPLETED").doesNotContainKey(GenAiConstants.SEQUENCE);
    }

    private static List<Object> header(List<Exchange> exchanges, String name) {
        return exchanges.stream().map(each -> each.getMessage().getHeader(name)).toList();
    }
}
