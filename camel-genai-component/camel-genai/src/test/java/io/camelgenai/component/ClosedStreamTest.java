package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G30: a stream that was closed before its terminal event is not taken for one without events. */
class ClosedStreamTest extends GenAiTestSupport {

    private static final String STREAM = "genai:privategpt?operation=stream&channel=left";

    private final CompletableFuture<GenerationStream> tapped = new CompletableFuture<>();

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:recipientList")
                .recipientList(routes.constant(STREAM))
                .split(routes.body())
                .to("mock:parts");
        routes.from("direct:recipientListStreaming")
                .recipientList(routes.constant(STREAM))
                .split(routes.body())
                .streaming()
                .to("mock:parts");
        routes.from("direct:multicast")
                .multicast()
                .to(STREAM)
                .end()
                .split(routes.body())
                .to("mock:parts");
        routes.from("direct:parallel")
                .multicast()
                .parallelProcessing()
                .to(STREAM)
                .end()
                .split(routes.body())
                .streaming()
                .to("mock:parts");
        routes.from("direct:loop").recipientList(routes.constant(STREAM)).process(exchange -> {
            GenerationStream stream = exchange.getMessage().getBody(GenerationStream.class);
            stream.forEachRemaining(each -> {});
        });
        routes.from("direct:text").recipientList(routes.constant(STREAM)).process(exchange -> exchange.getMessage()
                .getBody(InputStream.class)
                .readAllBytes());
        routes.from("direct:tap")
                .to(STREAM)
                .wireTap("seda:tapped?pollTimeout=50")
                .to("mock:tap");
        routes.from("seda:tapped?pollTimeout=50")
                .process(exchange -> tapped.complete(exchange.getMessage().getBody(GenerationStream.class)));
        routes.from("direct:failing").to(STREAM).process(exchange -> {
            tapped.complete(exchange.getMessage().getBody(GenerationStream.class));
            throw new IllegalStateException("The route failed");
        });
        routes.from("direct:reader").to(STREAM).process(exchange -> {
            GenerationStream stream = exchange.getMessage().getBody(GenerationStream.class);
            GenerationEvent first = stream.next();
            stream.close();
            assertThat(first.isTerminal()).isFalse();
            assertThatThrownBy(stream::next)
                    .isInstanceOf(GenAiException.class)
                    .hasMessageContaining("was closed before");
            assertThat(stream.hasNext()).isTrue();
            assertThatThrownBy(stream::next).isInstanceOf(GenAiException.class);
        });
        routes.from("direct:whole").to(STREAM).process(exchange -> {
            GenerationStream stream = exchange.getMessage().getBody(GenerationStream.class);
            stream.forEachRemaining(each -> {});
            stream.close();
            tapped.complete(stream);
        });
        routes.from("genai:privategpt?channel=left").to("mock:left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipientList", "recipientListStreaming", "multicast", "parallel", "loop"})
    void G30_aStreamOfAnotherExchangeThrowsWhereItIsIterated(String route) {
        Exchange done = send("direct:" + route, PROMPT);

        assertThat(done.getException())
                .isInstanceOf(GenAiException.class)
                .hasMessageContainingAll("was closed with the exchange that opened it", "recipientList, multicast,");
        assertThat(mock("parts").getExchanges()).isEmpty();
        await().untilAsserted(() -> assertThat(mock("left").getExchanges()).hasSize(1));
    }

    @Test
    void G30_theTextOfAStreamOfAnotherExchangeIsNotEmpty() {
        Exchange done = send("direct:text", PROMPT);

        assertThat(done.getException())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was closed with the exchange that opened it");
    }

    @Test
    void G30_aTappedStreamThrowsAfterItsExchange() throws Exception {
        send("direct:tap", PROMPT);
        GenerationStream stream = tapped.get();

        for (int time = 0; time < 2; time++) {
            await().untilAsserted(() -> assertThatThrownBy(stream::next)
                    .hasMessageContaining("was closed with the exchange that opened it"));
        }
    }

    @Test
    void G30_aStreamOfAnExchangeThatFailedThrowsAfterIt() throws Exception {
        assertThat(send("direct:failing", PROMPT).getException()).hasMessage("The route failed");

        assertThatThrownBy(() -> tapped.get().next())
                .hasMessageContaining("was closed with the exchange that opened it");
    }

    @Test
    void G30_aReaderThatClosedItGetsAnException() {
        assertThat(send("direct:reader", PROMPT).getException()).isNull();
    }

    @Test
    void aStreamThatWasReadToItsEndHasNoFurtherEvent() throws Exception {
        assertThat(send("direct:whole", PROMPT).getException()).isNull();

        assertThat(tapped.get().hasNext()).isFalse();
    }
}
