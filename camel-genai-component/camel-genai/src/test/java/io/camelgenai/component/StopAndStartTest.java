package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Promise 4 while routes, or the whole context, stop and start. */
class StopAndStartTest extends GenAiTestSupport {

    private final Semaphore slow = new Semaphore(0);
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger maxInside = new AtomicInteger();
    private final Queue<String> consumerThreads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:queue").to("genai:privategpt?operation=create&channel=queue");
        routes.from("genai:privategpt?channel=queue&concurrentConsumers=1&redeliveryDelay=300ms")
                .routeId("queue")
                .process(exchange -> {
                    consumerThreads.add(Thread.currentThread().getName());
                    maxInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    try {
                        started.incrementAndGet();
                        slow.acquire();
                    } finally {
                        inside.decrementAndGet();
                    }
                })
                .to("mock:queue");
        routes.from("direct:again").to("genai:privategpt?operation=create&channel=again");
        routes.from("genai:privategpt?channel=again&redeliveryDelay=500ms")
                .routeId("again")
                .to("mock:again")
                .process(exchange -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("The route failed");
                    }
                });
        routes.from("direct:observed").to("genai:privategpt?operation=create&channel=observed");
        routes.from("genai:privategpt?channel=observed").routeId("ends").to("mock:ends");
        routes.from("genai:privategpt?channel=observed&emit=events")
                .routeId("events")
                .to("mock:events");
        routes.from("direct:text")
                .to("genai:privategpt?operation=stream&channel=nobody")
                .process(exchange -> {
                    InputStream text = exchange.getMessage().getBody(InputStream.class);
                    exchange.getMessage().setBody(new String(text.readAllBytes(), StandardCharsets.UTF_8));
                });
        routes.from("direct:split")
                .to("genai:privategpt?operation=stream&channel=nobody")
                .split(routes.body())
                .streaming()
                .to("mock:split");
    }

    @Test
    void aDeliveryThatWaitsForAThreadWhenItsRouteStopsIsDeliveredWhenItStarts() throws Exception {
        for (int i = 0; i < 4; i++) {
            send("direct:queue", PROMPT);
        }
        await().until(() -> started.get() == 1 && runtime().tracker().tracked() == 0);
        await().untilAsserted(() -> assertThat(unfinished()).hasSize(4).allSatisfy(each -> assertThat(each.state())
                .isEqualTo(State.TERMINAL)));
        GenAiConsumer consumer = (GenAiConsumer) context.getRoute("queue").getConsumer();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop("queue"));
        await().until(() -> consumer.readiness() != Readiness.STARTED);
        slow.release();
        stopped.join();
        slow.release(100);

        context.getRouteController().startRoute("queue");
        await().until(() -> mock("queue").getExchanges().size() == 4);
        assertThat(mock("queue").getExchanges())
                .as("the route has received none of them before")
                .allSatisfy(each ->
                        assertThat(each.getMessage().getHeaders()).doesNotContainKey(GenAiConstants.REDELIVERED));
    }

    /** Camel gives up waiting for the exchange that is inside, and the route is resumed later. */
    @Test
    void F92_aRouteThatWasSuspendedPastItsTimeLimitIsItselfAgain() throws Exception {
        send("direct:queue", PROMPT);
        await().until(() -> started.get() == 1);
        context.getRouteController().suspendRoute("queue", 1, TimeUnit.SECONDS);
        for (int i = 0; i < 5; i++) {
            send("direct:queue", PROMPT);
        }
        await().until(() -> runtime().tracker().tracked() == 0);
        context.getRouteController().resumeRoute("queue");
        await().until(() -> started.get() >= 1);
        slow.release(100);

        await().until(() ->
                mock("queue").getExchanges().size() >= 5 && unfinished().isEmpty());
        assertThat(repository().records().list(State.PARKED, "", 10)).isEmpty();
        assertThat(consumerThreads).as("threads of the consumer").allMatch(each -> each.contains("GenAiConsumer"));
        assertThat(maxInside.get()).as("exchanges at the same time").isOne();
    }

    private void stop(String route) {
        try {
            context.getRouteController().stopRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRedeliveryReachesTheRouteThatReplacedTheStoppedOne() throws Exception {
        failures.set(1);
        send("direct:again", PROMPT);
        await().until(() -> mock("again").getExchanges().size() == 1);
        stop("again");
        context.getRouteController().startRoute("again");

        await().until(() -> mock("again").getExchanges().size() == 2);
        await().until(() -> unfinished().isEmpty());
    }

    @Test
    void anObserverDoesNotAcknowledgeForAStoppedTerminalConsumer() throws Exception {
        stop("ends");
        send("direct:observed", PROMPT);
        await().until(() -> runtime().tracker().tracked() == 0);
        stop("events");
        mock("events").reset();
        context.getRouteController().startRoute("events");
        await().during(Duration.ofMillis(300))
                .until(() -> mock("events").getExchanges().isEmpty());

        mock("ends").expectedMessageCount(1);
        context.getRouteController().startRoute("ends");
        mock("ends").assertIsSatisfied();
    }

    @Test
    void aTextThatTheStopCutsIsAFailure() throws Exception {
        assertFailsWhenStopped("direct:text");
    }

    @Test
    void eventsThatTheStopCutsAreAFailure() throws Exception {
        assertFailsWhenStopped("direct:split");
    }

    private void assertFailsWhenStopped(String uri) throws Exception {
        CompletableFuture<Exchange> read =
                template.asyncSend(uri, exchange -> exchange.getMessage().setBody(PROMPT + " [takes 60s]"));
        await().until(() -> !requests("privategpt", "stream").isEmpty());
        await().until(() -> runtime().clients().callsInFlight() == 1);

        context.stop();

        assertThat(read.get(30, TimeUnit.SECONDS).getException()).isNotNull();
    }

    @Test
    void aRouteThatReplacesABusyOneReceivesTheCompletion() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:busy").to("genai:privategpt?operation=create&channel=busy");
                from("genai:privategpt?channel=busy&emit=events")
                        .routeId("busy")
                        .process(exchange -> {
                            started.incrementAndGet();
                            slow.acquireUninterruptibly();
                        });
            }
        });
        send("direct:busy", PROMPT);
        await().until(() -> started.get() == 1);
        context.getRouteController().stopRoute("busy", 100, TimeUnit.MILLISECONDS);
        context.removeRoute("busy");
        mock("next").expectedMessageCount(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:privategpt?channel=busy").routeId("next").to("mock:next");
            }
        });
        await().during(Duration.ofMillis(200))
                .until(() -> mock("next").getExchanges().isEmpty());
        slow.release(1000);

        mock("next").assertIsSatisfied();
    }

    @Test
    void aContextThatIsRestartedWorks() throws Exception {
        context.stop();
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.getConnections().put("privategpt", connection("privategpt", null));
        context.start();
        slow.release(100);
        mock("queue").expectedMessageCount(1);
        Exchange created = context.createProducerTemplate()
                .request("direct:queue", exchange -> exchange.getMessage().setBody(PROMPT));

        assertThat(created.getException()).isNull();
        mock("queue").assertIsSatisfied();
        assertThat(List.of(mock("queue")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(Generation.class)
                        .text()))
                .isNotEmpty();
    }
}
