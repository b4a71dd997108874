package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStream;
import io.camelgenai.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faulty streams and faulty routes, as a route sees them. */
class StreamFaultsTest extends GenAiTestSupport {

    private static final int MANY = 1_000_000;

    /** Errors that no route should throw, and some do. */
    private static final List<Throwable> WORST = List.of(
            new StackOverflowError("made for a test"),
            new InternalError("made for a test"),
            new NoClassDefFoundError("made for a test"),
            new AssertionError("made for a test"));

    private final List<GenerationEvent> seen = new CopyOnWriteArrayList<>();
    private final List<Throwable> toThrow = new CopyOnWriteArrayList<>();
    private final Semaphore permits = new Semaphore(MANY);
    private volatile boolean interrupting;

    @Override
    public void routes(RouteBuilder routes) {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.setMaxStreams(1);
        for (String provider : List.of("privategpt", "openai-chat")) {
            ConnectionConfiguration quick = connection(provider, null);
            quick.setProvider(provider);
            quick.setIdleTimeout(Duration.ofSeconds(1));
            component.getConnections().put("quick-" + provider, quick);
            routes.from("direct:" + provider)
                    .to("genai:" + provider + "/m?operation=create&connection=quick-" + provider);
            routes.from("genai:" + provider + "?emit=events&connection=quick-" + provider)
                    .errorHandler(routes.deadLetterChannel("mock:failed"))
                    .process(this::see);
        }
        routes.from("direct:pulled")
                .to("genai:privategpt?operation=stream&channel=nobody")
                .process(exchange ->
                        exchange.getMessage().getBody(GenerationStream.class).forEachRemaining(this::fail));
        ConnectionConfiguration brief = connection("privategpt", null);
        brief.setFirstEventTimeout(Duration.ofSeconds(1));
        component.getConnections().put("brief", brief);
        routes.from("direct:unread")
                .to("genai:privategpt?operation=stream&connection=brief&channel=nobody")
                .process(exchange -> {
                    seen.add(exchange.getMessage()
                            .getBody(GenerationStream.class)
                            .next());
                    permits.acquire();
                });
        routes.from("direct:ends").to("genai:privategpt?operation=create&channel=ends");
        routes.from("genai:privategpt?channel=ends&redeliveryDelay=10ms").process(exchange -> {
            mock("tried").handle(exchange);
            fail(null);
        });
    }

    /** Without a deadline its provider would send to nobody, for as long as another stream takes. */
    @Test
    void aStreamForWhichNoThreadIsFreeFailsInTime() throws Exception {
        permits.drainPermits();
        CompletableFuture<Exchange> first =
                template.asyncSend("direct:unread", each -> each.getMessage().setBody(PROMPT));
        await().until(() -> seen.size() == 1);

        Exchange second = send("direct:unread", PROMPT);

        assertThat(second.getException()).hasMessageContaining("no thread was free to read it");
        permits.release(MANY);
        assertThat(first.get(30, TimeUnit.SECONDS).getException()).isNull();
    }

    private void see(Exchange exchange) throws Exception {
        GenerationEvent event = exchange.getMessage().getBody(GenerationEvent.class);
        seen.add(event);
        permits.acquire();
        if (interrupting) {
            Thread.currentThread().interrupt();
        }
        if (event.sequence() >= 2) {
            fail(event);
        }
    }

    private void fail(GenerationEvent event) {
        if (!toThrow.isEmpty()) {
            StreamFaultsTest.<RuntimeException>sneak(toThrow.remove(0));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private GenerationEvent end() {
        await().until(() -> !seen.isEmpty() && seen.get(seen.size() - 1).isTerminal());
        return seen.get(seen.size() - 1);
    }

    private void assertEveryEventCameOnce() {
        assertThat(seen)
                .extracting(GenerationEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.range(0, seen.size()).boxed().toList());
    }

    @Test
    void F25_aSilentStreamIsInterruptedAndResumed() {
        simulator.fault(Fault.stall().on("privategpt", "stream").beforeFrame(6).build());
        send("direct:privategpt", PROMPT);

        assertThat(end().type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(requests("privategpt", "stream")).hasSize(2);
        assertEveryEventCameOnce();
    }

    @Test
    void F25_aSilentStreamThatCannotBeReconciledIsIncomplete() {
        simulator.fault(Fault.stall().on("openai-chat", null).beforeFrame(6).build());
        send("direct:openai-chat", PROMPT);

        assertThat(end().type()).isEqualTo(GenerationEventType.INCOMPLETE);
        assertThat(end().generation().error().code()).isEqualTo("genai.stream-cut");
        assertThat(end().generation().error().message()).contains("no byte for 1000 ms (option idleTimeout)");
        assertThat(end().generation().text()).as("the partial text").isNotBlank();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void F42_aRouteThatFailsOnAnEventReceivesTheNextOnes() {
        toThrow.add(new IllegalStateException("The route failed"));
        send("direct:privategpt", PROMPT);

        assertThat(end().type()).isEqualTo(GenerationEventType.COMPLETED);
        assertEveryEventCameOnce();
        assertThat(mock("failed").getExchanges()).singleElement().satisfies(failed -> assertThat(
                        failed.getMessage().getBody(GenerationEvent.class).sequence())
                .isEqualTo(2));
    }

    @Test
    void F42_aRouteThatLeavesItsThreadInterruptedReceivesTheNextOnes() {
        interrupting = true;
        send("direct:openai-chat", PROMPT);

        assertThat(end().type()).isEqualTo(GenerationEventType.COMPLETED);
        assertEveryEventCameOnce();
    }

    @Test
    void F66_errorsInARouteEndNeitherItsThreadNorItsStream() {
        toThrow.addAll(WORST);
        send("direct:privategpt", PROMPT);

        assertThat(end().type()).isEqualTo(GenerationEventType.COMPLETED);
        assertEveryEventCameOnce();
        assertThat(toThrow).isEmpty();
        assertThat(requests("privategpt", "stream")).hasSize(1);
    }

    @Test
    @Timeout(20)
    void F66_anErrorInARouteThatReadsItsStreamClosesIt() {
        toThrow.add(WORST.get(0));
        Exchange failed = send("direct:pulled", PROMPT + " [takes 60s]");

        assertThat(failed.getException()).hasRootCauseInstanceOf(StackOverflowError.class);
        await().until(() -> runtime().clients().callsInFlight() == 0);
    }

    @Test
    void F66_aCompletionWhoseRouteThrowsAnErrorIsRedelivered() {
        toThrow.addAll(WORST.subList(0, 2));
        send("direct:ends", PROMPT);

        await().until(() -> unfinished().isEmpty());
        assertThat(mock("tried").getExchanges()).hasSize(3);
    }

    @Test
    void F67_aStreamThatFindsNoThreadWaitsAndIsNotHalfOpen() {
        permits.drainPermits();
        send("direct:privategpt", PROMPT);
        await().until(() -> seen.size() == 1);
        send("direct:privategpt", PROMPT);

        await().during(Duration.ofMillis(300))
                .until(() -> requests("privategpt", "stream").size() == 1);
        permits.release(MANY);
        await().until(() -> unfinished().isEmpty());
        assertThat(seen.stream().filter(GenerationEvent::isTerminal)).hasSize(2);
        assertThat(requests("privategpt", "stream")).hasSize(2);
    }

    @Test
    void F67_aRefusedExchangeSendsNothing() {
        fill();

        Exchange refused = send("direct:pulled", PROMPT);

        assertThat(refused.getException())
                .hasMessage("Too much is in flight: the exchange was refused before anything was sent");
        assertThat(simulator.requests()).isEmpty();
    }

    private void fill() {
        int reserved = 0;
        while (runtime().threads().calls().reserve()) {
            reserved++;
        }
        assertThat(reserved).isPositive();
    }
}
