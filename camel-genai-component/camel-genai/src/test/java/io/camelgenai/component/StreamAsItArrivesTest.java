package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.simulator.Fault;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event reaches the route while the provider is silent after it, however the stream is read. */
class StreamAsItArrivesTest extends GenAiTestSupport {

    private static final int FRAMES = 6;

    private final List<GenerationEvent> events = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:split")
                .to("genai:openai-chat/m?operation=stream")
                .split(routes.body())
                .streaming()
                .process(each -> events.add(each.getMessage().getBody(GenerationEvent.class)));
        routes.from("direct:iterator")
                .to("genai:openai-chat/m?operation=stream")
                .process(each ->
                        each.getMessage().getBody(GenerationStream.class).forEachRemaining(events::add));
        routes.from("direct:text")
                .to("genai:openai-chat/m?operation=stream")
                .convertBodyTo(InputStream.class)
                .process(this::read);
    }

    private void read(Exchange exchange) throws Exception {
        InputStream in = exchange.getMessage().getBody(InputStream.class);
        for (int each = in.read(); each >= 0; each = in.read()) {
            text.write(each);
        }
    }

    @BeforeEach
    void aProviderThatFallsSilent() {
        simulator.fault(
                Fault.stall().on("openai-chat", null).beforeFrame(FRAMES).build());
    }

    private void ask(String uri) {
        template.asyncSend(uri, exchange -> exchange.getMessage().setBody(PROMPT + " [tokens 20]"));
    }

    @Test
    void aSplitRoutesAnEventBeforeTheNextArrives() {
        ask("direct:split");

        await().untilAsserted(() -> assertThat(events).hasSize(FRAMES));
    }

    @Test
    void anIteratorReturnsAnEventBeforeTheNextArrives() {
        ask("direct:iterator");

        await().untilAsserted(() -> assertThat(events).hasSize(FRAMES));
    }

    @Test
    void anInputStreamReturnsADeltaBeforeTheNextArrives() {
        ask("direct:iterator");
        await().untilAsserted(() -> assertThat(events).hasSize(FRAMES));
        aProviderThatFallsSilent();
        ask("direct:text");

        String pieces = events.stream()
                .map(GenerationEvent::text)
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
        assertThat(pieces).isNotBlank();
        await().untilAsserted(
                        () -> assertThat(text.toString(StandardCharsets.UTF_8)).isEqualTo(pieces));
    }
}
