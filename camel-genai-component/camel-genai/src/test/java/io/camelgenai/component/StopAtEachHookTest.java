package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes and contexts that stop at any moment of a stream stop in time, and the completion is delivered once, later. */
class StopAtEachHookTest extends GenAiTestSupport {

    private static final int TIMES = Integer.getInteger("stops", 2);
    private static final long SHUTDOWN_MILLIS = 500;
    private static final int MANY = 1_000_000;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(8);

    /** The moment of the stream. */
    enum Hook {
        HEADERS,
        READ,
        BACK_OFF,
        ROUTE
    }

    /** The thing that is stopped. */
    enum Stop {
        ROUTES,
        SUSPEND,
        CONTEXT
    }

    private final Semaphore events = new Semaphore(MANY);
    private final List<GenerationEvent> seen = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> waiting = new ArrayList<>();
    private final ServerSocket full = fullBacklog();

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration quick = connection("privategpt", null);
        quick.setHeadersTimeout(Duration.ofMillis(500));
        quick.setIdleTimeout(Duration.ofMillis(500));
        add("quick", quick);
        ConnectionConfiguration slow = connection("privategpt", null);
        slow.setRetryDelay(Duration.ofSeconds(30));
        add("slow", slow);
        ConnectionConfiguration unreachable = connection("privategpt", null);
        unreachable.setBaseUrl("http://127.0.0.1:" + full.getLocalPort());
        add("unreachable", unreachable);
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(SHUTDOWN_MILLIS);
        for (String connection : List.of("quick", "slow")) {
            routes.from("direct:" + connection)
                    .to("genai:privategpt?operation=create&channel=c&connection=" + connection);
            routes.from("genai:privategpt?channel=c&emit=events&connection=" + connection)
                    .routeId("events-" + connection)
                    .process(exchange -> {
                        seen.add(exchange.getMessage().getBody(GenerationEvent.class));
                        events.acquire();
                    });
            routes.from("genai:privategpt?channel=c&connection=" + connection)
                    .routeId("ends-" + connection)
                    .to("mock:ends");
        }
        routes.from("genai:privategpt?emit=events&generationId=17&connection=unreachable")
                .routeId("unreachable")
                .autoStartup(false)
                .to("mock:unreachable");
    }

    private void add(String name, ConnectionConfiguration connection) {
        context.getComponent("genai", GenAiComponent.class).getConnections().put(name, connection);
    }

    /** A server that accepts nothing and has a full backlog: a connect waits. */
    private ServerSocket fullBacklog() {
        try {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
            }
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void closeBacklog() throws IOException {
        for (SocketChannel channel : waiting) {
            channel.close();
        }
        full.close();
    }

    static Stream<Arguments> cases() {
        return IntStream.range(0, TIMES)
                .boxed()
                .flatMap(i -> Arrays.stream(Hook.values()))
                .flatMap(hook -> Arrays.stream(Stop.values()).map(stop -> Arguments.of(hook, stop)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void F43_aStopIsQuickAtEveryHookAndTheCompletionIsDeliveredOnce(Hook hook, Stop stop) throws Exception {
        String connection = hook == Hook.BACK_OFF && stop == Stop.CONTEXT ? "slow" : "quick";
        arrange(hook);
        send("direct:" + connection, PROMPT);
        await().until(() -> isReached(hook));
        long start = System.nanoTime();

        stop(stop, connection);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOPS_WITHIN);
        int seenBefore = seen.size();
        await().during(Duration.ofMillis(150)).until(() -> seen.size() == seenBefore);
        assertThat(mock("ends").getExchanges()).isEmpty();
        simulator.clearFaults();
        events.release(MANY);
        if (stop != Stop.CONTEXT) {
            mock("ends").expectedMessageCount(1);
            startAgain(stop, connection);
            mock("ends").assertIsSatisfied();
            Generation end = mock("ends").getExchanges().get(0).getMessage().getBody(Generation.class);
            assertThat(end.status()).isEqualTo(GenerationStatus.COMPLETED);
            await().until(() -> unfinished().isEmpty() && runtime().tracker().tracked() == 0);
            assertThat(mock("ends").getExchanges()).hasSize(1);
            assertThat(seen.stream().filter(GenerationEvent::isTerminal)).hasSizeLessThanOrEqualTo(1);
        }
    }

    private void arrange(Hook hook) {
        switch (hook) {
            case HEADERS ->
                simulator.fault(Fault.stall().on("privategpt", "stream").build());
            case READ ->
                simulator.fault(
                        Fault.stall().on("privategpt", "stream").beforeFrame(4).build());
            case BACK_OFF -> {
                simulator.fault(
                        Fault.cut().on("privategpt", "stream").beforeFrame(4).build());
                simulator.fault(Fault.status(503)
                        .on("privategpt", "status")
                        .times(10_000)
                        .build());
            }
            case ROUTE -> events.drainPermits();
        }
    }

    private boolean isReached(Hook hook) {
        return switch (hook) {
            case HEADERS -> !requests("privategpt", "stream").isEmpty();
            case READ -> seen.size() >= 2;
            case BACK_OFF -> !requests("privategpt", "status").isEmpty();
            case ROUTE -> seen.size() == 1;
        };
    }

    private void stop(Stop stop, String connection) throws Exception {
        switch (stop) {
            case ROUTES -> {
                stopRoute("events-" + connection);
                stopRoute("ends-" + connection);
            }
            case SUSPEND -> {
                context.getRouteController().suspendRoute("ends-" + connection, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
                context.getRouteController()
                        .suspendRoute("events-" + connection, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
            }
            case CONTEXT -> context.stop();
        }
    }

    private void stopRoute(String route) throws Exception {
        context.getRouteController().stopRoute(route, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void startAgain(Stop stop, String connection) throws Exception {
        for (String route : List.of("events-" + connection, "ends-" + connection)) {
            if (stop == Stop.ROUTES) {
                context.getRouteController().startRoute(route);
            } else {
                context.getRouteController().resumeRoute(route);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void F43_aStopIsQuickWhileItConnects(Stop stop) throws Exception {
        context.getRouteController().startRoute("unreachable");
        await().until(() -> runtime().clients().callsInFlight() == 1);
        long start = System.nanoTime();

        switch (stop) {
            case ROUTES -> stopRoute("unreachable");
            case SUSPEND ->
                context.getRouteController().suspendRoute("unreachable", SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
            case CONTEXT -> context.stop();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOPS_WITHIN);
        assertThat(mock("unreachable").getExchanges()).isEmpty();
    }
}
