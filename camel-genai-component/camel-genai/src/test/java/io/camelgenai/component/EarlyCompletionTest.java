package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stream that is closed before its terminal event closes the connection, however it was opened and however it is read. The
 * provider would continue writing for a minute.
 */
class EarlyCompletionTest extends GenAiTestSupport {

    private static final String LONG = PROMPT + " [tokens 500] [takes 60s]";

    private Processor reading = exchange -> {};

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:create").to("genai:privategpt?operation=create");
        routes.from("direct:stream").to("genai:privategpt?operation=stream").process(each -> reading.process(each));
        routes.from("direct:attach").to("genai:privategpt?operation=attach").process(each -> reading.process(each));
        routes.from("direct:split").to("genai:privategpt?operation=stream").to("direct:parts");
        routes.from("direct:split-attached")
                .to("genai:privategpt?operation=attach")
                .to("direct:parts");
        routes.from("direct:parts")
                .split(routes.body())
                .streaming()
                .stopOnException()
                .process(each -> reading.process(each));
    }

    private Exchange open(String uri) {
        if (uri.equals("direct:stream") || uri.equals("direct:split")) {
            return send(uri, LONG);
        }
        Generation created = send("direct:create", LONG).getMessage().getBody(Generation.class);
        return send(uri, "ignored", GenAiConstants.GENERATION_ID, created.id());
    }

    /** Reads to the end. The reader may or may not be waiting when the stream is closed. */
    private static void readOn(GenerationStream events) {
        try {
            events.forEachRemaining(each -> {});
        } catch (GenAiException e) {
            assertThat(e).hasMessageEndingWith("was closed before its terminal event arrived");
        }
    }

    private void assertClosed() {
        await().untilAsserted(() -> assertThat(simulator.openConnections()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:stream", "direct:attach"})
    void closingTheIteratorClosesTheConnection(String uri) {
        reading = exchange -> {
            GenerationStream events = exchange.getMessage().getBody(GenerationStream.class);
            events.next();
            assertThat(simulator.openConnections()).isOne();
            events.close();
            assertClosed();
            assertThatThrownBy(events::next).isInstanceOf(GenAiException.class);
        };

        assertThat(open(uri).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:stream", "direct:attach"})
    void closingTheInputStreamClosesTheConnection(String uri) {
        reading = exchange -> {
            InputStream text = exchange.getMessage().getBody(InputStream.class);
            assertThat(text.read()).isPositive();
            assertThat(simulator.openConnections()).isOne();
            text.close();
            assertClosed();
        };

        assertThat(open(uri).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:stream", "direct:attach"})
    void closingItFromAnotherThreadInterruptsAReadThatWaits(String uri) {
        reading = exchange -> {
            GenerationStream events = exchange.getMessage().getBody(GenerationStream.class);
            events.next();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(events::close);
            readOn(events);
            closed.join();
            assertThatThrownBy(events::next).isInstanceOf(GenAiException.class);
            assertClosed();
        };

        assertThat(open(uri).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:stream", "direct:attach"})
    void anExchangeThatCompletesClosesAStreamThatIsReadNoFurther(String uri) {
        reading = exchange -> assertThat(
                        exchange.getMessage().getBody(InputStream.class).read())
                .isPositive();

        assertThat(open(uri).getException()).isNull();
        assertClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:stream", "direct:attach", "direct:split", "direct:split-attached"})
    void anExchangeThatFailsClosesTheConnection(String uri) {
        reading = exchange -> {
            throw new IllegalStateException("The route failed");
        };

        assertThat(open(uri).getException()).isNotNull();
        assertClosed();
    }
}
