package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Promise 4, and the rules of a consumer: redelivery, parking, back-pressure. */
class DeliveryTest extends GenAiTestSupport {

    private final AtomicInteger failures = new AtomicInteger();
    private final Semaphore slow = new Semaphore(0);
    private final List<Long> slowlySeen = new CopyOnWriteArrayList<>();

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:again").to("genai:privategpt?operation=create&channel=again");
        routes.from("genai:privategpt?channel=again&redeliveryDelay=10ms&maxDeliveries=3")
                .to("mock:tried")
                .process(exchange -> failIfAsked());
        routes.from("direct:rolled").to("genai:privategpt?operation=create&channel=rolled");
        routes.from("genai:privategpt?channel=rolled&redeliveryDelay=10ms")
                .to("mock:rolled")
                .choice()
                .when(routes.header("CamelGenAiRedelivered").isNull())
                .markRollbackOnly()
                .end();
        routes.from("direct:last").to("genai:privategpt?operation=create&channel=last");
        routes.from("genai:privategpt?channel=last&emit=events&redeliveryDelay=10ms")
                .to("mock:last")
                .filter(routes.header("CamelGenAiStatus").isEqualTo("COMPLETED"))
                .process(exchange -> failIfAsked());
        routes.from("direct:slow").to("genai:privategpt?operation=create&channel=slow");
        routes.from("genai:privategpt?channel=slow&emit=events").routeId("slow").process(exchange -> {
            slowlySeen.add(exchange.getMessage().getBody(GenerationEvent.class).sequence());
            slow.acquire();
        });
        routes.from("genai:privategpt?channel=slow").to("mock:slow");
        routes.from("direct:two").to("genai:privategpt?operation=create&channel=two");
        routes.from("genai:privategpt?channel=two&emit=events").to("mock:one");
        routes.from("genai:privategpt?channel=two&emit=events").to("mock:other");
        routes.from("direct:suspended").to("genai:privategpt?operation=create&channel=suspended");
        routes.from("genai:privategpt?channel=suspended&emit=events")
                .routeId("suspended")
                .to("mock:suspended");
    }

    private void failIfAsked() {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("The route failed");
        }
    }

    @Test
    void aTerminalExchangeThatFailedIsRedeliveredAndMarked() throws Exception {
        failures.set(1);
        mock("tried").expectedMessageCount(2);
        send("direct:again", PROMPT);
        mock("tried").assertIsSatisfied();

        List<Exchange> tried = mock("tried").getExchanges();
        assertThat(tried.get(0).getMessage().getHeaders()).doesNotContainKey("CamelGenAiRedelivered");
        assertThat(tried.get(1).getMessage().getHeader("CamelGenAiRedelivered")).isEqualTo(true);
        assertThat(tried.get(1).getMessage().getBody(Generation.class).text()).isNotBlank();
        await().until(() -> unfinished().isEmpty());
    }

    @Test
    void aRouteThatRollsBackHasNotAcknowledged() throws Exception {
        mock("rolled").expectedMessageCount(2);
        send("direct:rolled", PROMPT);
        mock("rolled").assertIsSatisfied();

        assertThat(mock("rolled").getExchanges().get(1).getMessage().getHeader("CamelGenAiRedelivered"))
                .isEqualTo(true);
    }

    @Test
    void aTerminalExchangeThatAlwaysFailsIsParkedAndVisible() {
        failures.set(Integer.MAX_VALUE);
        String id = send("direct:again", PROMPT).getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);

        await().until(() ->
                mock("tried").getExchanges().size() == 3 && unfinished().isEmpty());
        assertThat(runtime().unresolved().parked("", 10)).singleElement().satisfies(parked -> {
            assertThat(parked.id()).isEqualTo(id);
            assertThat(parked.state()).isEqualTo(State.PARKED);
            assertThat(parked.deliveries()).isEqualTo(3);
        });
    }

    @Test
    void theTerminalEventAcknowledgesWhereNoTerminalConsumerMatches() throws Exception {
        failures.set(1);
        send("direct:last", PROMPT);

        await().until(() -> mock("last").getExchanges().stream()
                        .filter(each ->
                                each.getMessage().getBody(GenerationEvent.class).isTerminal())
                        .count()
                == 2);
        Exchange again =
                mock("last").getExchanges().get(mock("last").getExchanges().size() - 1);
        assertThat(again.getMessage().getHeader("CamelGenAiRedelivered")).isEqualTo(true);
        await().until(() -> unfinished().isEmpty());
    }

    @Test
    void aSlowRouteLosesNoEventAndNothingPilesUp() throws Exception {
        mock("slow").expectedMessageCount(1);
        send("direct:slow", PROMPT);
        await().until(() -> slowlySeen.size() == 1);
        assertThat(mock("slow").getExchanges()).isEmpty();

        slow.release(10_000);
        mock("slow").assertIsSatisfied();
        await().untilAsserted(
                        () -> assertThat(slowlySeen).hasSizeGreaterThan(10).isSorted());
        List<Long> seen = List.copyOf(slowlySeen);
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.get(seen.size() - 1)).isEqualTo(seen.size() - 1L);
    }

    @Test
    void everyObserverSeesEveryEvent() {
        send("direct:two", PROMPT);
        await().until(() -> unfinished().isEmpty()
                && mock("one").getExchanges().size()
                        == mock("other").getExchanges().size());

        assertThat(events("one")).isEqualTo(events("other")).hasSizeGreaterThan(10);
        assertThat(requests("privategpt", "stream")).as("one stream for both").hasSize(1);
    }

    private List<String> events(String mock) {
        return mock(mock).getExchanges().stream()
                .map(each -> each.getMessage().getBody(GenerationEvent.class).toString())
                .toList();
    }

    @Test
    void aSuspendedStreamStaysOpenAndUnread() throws Exception {
        context.getRouteController().suspendRoute("suspended");
        send("direct:suspended", PROMPT);
        await().until(() -> simulator.requests("privategpt", "stream").size() == 1);
        assertThat(mock("suspended").getExchanges()).isEmpty();

        context.getRouteController().resumeRoute("suspended");
        await().until(() -> unfinished().isEmpty());
        assertThat(events("suspended")).hasSizeGreaterThan(10);
        assertThat(requests("privategpt", "stream")).hasSize(1);
    }

    @Test
    void stoppingTheContextClosesOpenStreamsAndStopsTheEvents() {
        slow.release(10_000);
        for (int i = 0; i < 20; i++) {
            send("direct:slow", PROMPT + " [takes 60s]");
        }
        await().until(() -> simulator.openConnections() >= 20);
        long start = System.nanoTime();

        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP_WITHIN);
        assertThat(simulator.generationsCreated()).isEqualTo(20);
    }

    @Test
    void theCallingThreadIsNeverBlocked() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Exchange exchange = context.getEndpoint("direct:again").createExchange();
        exchange.getMessage().setBody(PROMPT);
        GenAiProducer producer = (GenAiProducer) context.getEndpoint("genai:privategpt?operation=create&channel=again")
                .createAsyncProducer();
        producer.start();
        Thread[] after = new Thread[1];

        boolean sync = producer.process(exchange, doneSync -> {
            after[0] = Thread.currentThread();
            done.countDown();
        });

        assertThat(sync).isFalse();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(after[0]).isNotEqualTo(caller);
        assertThat(after[0].getName()).contains("GenAiWorker");
        producer.stop();
    }
}
