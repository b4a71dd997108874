package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.DefaultInflightRepository;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consumer behaves like every consumer of Camel when a context starts or stops and when a route fails. */
class ConsumerInCamelTest extends GenAiTestSupport {

    private final MemoryGenerationRepository remembered = new MemoryGenerationRepository();
    private final AtomicBoolean slowStart = new AtomicBoolean();
    private final CountDownLatch delivered = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private volatile boolean deliveredEarly;
    private volatile boolean interrupted;

    /** The repository outlives the component, of which a restarted context has a new one. */
    @BeforeEach
    @Override
    public void start() throws Exception {
        context.getComponent("genai", GenAiComponent.class).setRepository(remembered);
        super.start();
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:create").toD("genai:privategpt?operation=create&channel=${header.channel}");
        routes.from("genai:privategpt?channel=early")
                .routeId("early")
                .startupOrder(1)
                .process(exchange -> delivered.countDown());
        routes.from("direct:late")
                .routeId("late")
                .startupOrder(2)
                .routePolicy(new SlowStart())
                .to("mock:late");
        routes.from("genai:privategpt?channel=busy").routeId("busy").process(exchange -> {
            busy.countDown();
            try {
                resumed.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        });
        routes.from("direct:looked").to("genai:llmstats/flux-1.1-pro?operation=create&channel=looked");
        routes.from("genai:llmstats?channel=looked&bridgeErrorHandler=true")
                .onException(GenAiHttpException.class)
                .handled(true)
                .to("mock:polling")
                .end()
                .to("mock:seen");
        failing(routes, "bridged", "&bridgeErrorHandler=true");
        failing(routes, "logged", "");
    }

    private static void failing(RouteBuilder routes, String channel, String options) {
        routes.from("genai:privategpt?channel=" + channel + "&maxDeliveries=1" + options)
                .onException(IllegalStateException.class)
                .to("mock:" + channel)
                .end()
                .throwException(new IllegalStateException("The route failed"));
    }

    /** Delays the start of its route, and thereby that of the context. */
    private final class SlowStart extends RoutePolicySupport {

        @Override
        public void onStart(Route route) {
            if (slowStart.get()) {
                try {
                    deliveredEarly = delivered.await(500, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void create(String channel) {
        assertThat(send("direct:create", PROMPT, "channel", channel).getException())
                .isNull();
    }

    @Test
    void dueDeliveriesWaitForTheWholeContextToStart() throws Exception {
        context.getRouteController().stopRoute("early");
        create("early");
        await().until(() -> unfinished().stream().anyMatch(each -> each.state() == State.TERMINAL));

        slowStart.set(true);
        context.stop();
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.setRepository(remembered);
        component.getConnections().put("privategpt", connection("privategpt", null));
        component.getConnections().put("llmstats", connection("llmstats", KEY));
        context.start();

        assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(deliveredEarly).isFalse();
    }

    @Test
    void aRouteThatIsAddedLaterReceivesAtOnce() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:privategpt?channel=added").to("mock:added");
            }
        });
        mock("added").expectedMessageCount(1);
        create("added");

        mock("added").assertIsSatisfied();
    }

    @Test
    void camelKnowsOfAnExchangeBeforeItIsInFlight() throws Exception {
        context.setInflightRepository(new DefaultInflightRepository() {
            @Override
            public int size(String routeId) {
                return 0;
            }
        });
        create("busy");
        assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
        ShutdownAware consumer = (ShutdownAware) context.getRoute("busy").getConsumer();
        assertThat(consumer.getPendingExchangesSize()).isOne();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(this::stopBusy);
        await().until(() ->
                context.getRoute("busy").getConsumer() instanceof GenAiConsumer each && each.isSuspendingOrSuspended());
        resumed.countDown();
        stopped.join();

        assertThat(interrupted).isFalse();
        assertThat(consumer.getPendingExchangesSize()).isZero();
        await().untilAsserted(() -> assertThat(unfinished()).isEmpty());
    }

    private void stopBusy() {
        try {
            context.getRouteController().stopRoute("busy");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFailureIsBridgedToTheErrorHandlerWithItsExchange() throws Exception {
        mock("bridged").expectedMessageCount(2);
        mock("logged").expectedMessageCount(1);
        create("bridged");
        create("logged");
        mock("bridged").assertIsSatisfied();
        mock("logged").assertIsSatisfied();

        Exchange bridged = mock("bridged").getExchanges().get(1);
        assertThat(bridged.getProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE)).isEqualTo(true);
        assertThat(bridged.getMessage().getHeader(GenAiConstants.GENERATION_ID)).isNotNull();
        assertThat(bridged.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPollThatFailsIsBridgedOnceAndTrackingContinues() throws Exception {
        mock("polling").expectedMessageCount(1);
        mock("seen").expectedMessageCount(1);
        simulator.fault(Fault.status(401).on("llmstats", "get").times(3).build());
        template.requestBody("direct:looked", PROMPT);
        mock("seen").assertIsSatisfied();
        mock("polling").assertIsSatisfied();

        Exchange bridged = mock("polling").getExchanges().get(0);
        assertThat(bridged.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT)).isInstanceOf(GenAiHttpException.class);
        assertThat(bridged.getMessage().getHeader(GenAiConstants.GENERATION_ID)).isNotNull();
        assertThat(requests("llmstats", "get").size()).isGreaterThan(3);
    }
}
