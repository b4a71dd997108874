package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow routes, slow providers and suspended consumers delay nobody but themselves. */
@Timeout(120)
class IsolationTest extends GenAiTestSupport {

    /** A healthy call takes some milliseconds, on a busy machine longer; one that waits for the load takes longer than this. */
    private static final Duration IN_TIME = Duration.ofSeconds(4);

    private static final Duration LOAD = Duration.ofSeconds(9);

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();

    @BeforeEach
    @Override
    public void start() throws Exception {
        ConnectionConfiguration silent = connection("privategpt", null);
        silent.setHeadersTimeout(LOAD.dividedBy(2));
        silent.setMaxRetries(0);
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.getConnections().put("silent", silent);
        ConnectionConfiguration limited = connection("llmstats", KEY);
        limited.setMaxConcurrentCalls(10);
        component.getConnections().put("limited", limited);
        super.start();
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:blocked")
                .to("genai:privategpt?operation=create&channel=nobody")
                .process(exchange -> {
                    inside.incrementAndGet();
                    released.await();
                });
        routes.from("direct:nested")
                .to("genai:privategpt?operation=create&channel=nobody")
                .process(exchange -> {
                    String id = exchange.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
                    inside.incrementAndGet();
                    await().until(() -> inside.get() >= 150);
                    Exchange inner = send("direct:get", null, GenAiConstants.GENERATION_ID, id);
                    exchange.setException(inner.getException());
                });
        routes.from("direct:get").to("genai:privategpt?operation=get");
        routes.from("direct:create").to("genai:llmstats/flux-1.1-pro?operation=create&channel=done");
        routes.from("genai:llmstats?channel=done").to("mock:done");
        routes.from("direct:limited").to("genai:llmstats/flux-1.1-pro?connection=limited&operation=create&channel=no");
        routes.from("direct:chat").to("genai:openai-chat/gpt-test");
        routes.from("direct:slow").to("genai:privategpt?timeout=300ms");
        routes.from("direct:silent").to("genai:privategpt?connection=silent&operation=create&channel=nobody");
        routes.from("direct:observed").to("genai:llmstats/flux-1.1-pro?operation=create&channel=observed");
        routes.from("genai:llmstats?channel=observed&emit=events")
                .routeId("observed")
                .to("mock:observed");
    }

    private List<CompletableFuture<Exchange>> sendAll(String uri, int count) {
        List<CompletableFuture<Exchange>> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(template.asyncSend(uri, exchange -> exchange.getMessage().setBody(PROMPT)));
        }
        return all;
    }

    private long requestsTo(String provider) {
        return simulator.requests().stream()
                .filter(each -> provider.equals(each.provider()))
                .count();
    }

    private static void succeed(List<CompletableFuture<Exchange>> exchanges) {
        exchanges.forEach(each -> assertThat(each.join().getException()).isNull());
    }

    /** A create, its delivery, a call about an existing generation, and a timeout. */
    private void everythingElseIsInTime() {
        String id = send("direct:create", PROMPT).getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
        assertThat(id).isNotNull();
        mock("done").reset();
        inTime("create", () -> send("direct:create", PROMPT));
        await().atMost(IN_TIME).until(() -> !mock("done").getExchanges().isEmpty());
        simulator.fault(Fault.stall().on("privategpt", "stream").build());
        inTime("timeout", () -> assertThat(send("direct:slow", PROMPT).getException())
                .isInstanceOf(GenerationTimeoutException.class));
    }

    private static void inTime(String what, Runnable call) {
        long startedAt = System.nanoTime();
        call.run();
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).as(what).isLessThan(IN_TIME);
    }

    @Test
    void F81_routesThatBlockDelayNobodyElse() {
        List<CompletableFuture<Exchange>> blocked = sendAll("direct:blocked", 300);
        await().until(() -> inside.get() == 300);

        everythingElseIsInTime();

        released.countDown();
        succeed(blocked);
    }

    @Test
    void F82_routesThatCallTheComponentAgainFinish() {
        succeed(sendAll("direct:nested", 150));
    }

    @Test
    void F83_everySlowStreamIsAtItsProviderAtOnce() {
        simulator.fault(Fault.delay(LOAD).on("openai-chat", null).times(200).build());
        List<CompletableFuture<Exchange>> slow = sendAll("direct:chat", 200);
        await().atMost(LOAD).until(() -> requestsTo("openai-chat") == 200);
        assertThat(slow).as("none has been answered yet").noneMatch(CompletableFuture::isDone);

        everythingElseIsInTime();

        succeed(slow);
    }

    @Test
    void F83_everySlowCreateIsAtItsProviderAtOnce() {
        simulator.fault(Fault.delay(LOAD).on("llmstats", "create").times(200).build());
        List<CompletableFuture<Exchange>> slow = sendAll("direct:create", 200);
        await().atMost(LOAD).until(() -> requests("llmstats", "create").size() == 200);
        assertThat(slow).as("none has been answered yet").noneMatch(CompletableFuture::isDone);
        succeed(slow);
    }

    @Test
    void F83_asManyCallsAsTheOptionAllowsAreInFlight() {
        simulator.fault(Fault.delay(Duration.ofSeconds(2))
                .on("llmstats", "create")
                .times(30)
                .build());
        List<CompletableFuture<Exchange>> limited = sendAll("direct:limited", 30);
        await().until(() -> requests("llmstats", "create").size() == 10
                && runtime().clients().get("limited").calls().waiting() == 20);
        assertThat(limited).noneMatch(CompletableFuture::isDone);
        await().untilAsserted(() -> assertThat(log.toString()).containsOnlyOnce("has 10 calls in flight"));

        succeed(limited);
        assertThat(runtime().clients().get("limited").calls().inFlight()).isZero();
    }

    @Test
    void F84_aProviderThatNeverAnswersDelaysNobodyElse() {
        simulator.fault(Fault.delay(LOAD.multipliedBy(2))
                .on("privategpt", "create")
                .times(100)
                .build());
        long startedAt = System.nanoTime();
        List<CompletableFuture<Exchange>> silent = sendAll("direct:silent", 100);
        await().until(() -> requestsTo("privategpt") == 100);

        everythingElseIsInTime();

        silent.forEach(each -> assertThat(each.join().getException()).hasMessageContaining("headersTimeout"));
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(LOAD);
    }

    @Test
    void F85_aSuspendedObserverOfPolledGenerationsDelaysNobodyElse() throws Exception {
        context.getRouteController().suspendRoute("observed");
        succeed(sendAll("direct:observed", 60));
        await().until(() -> runtime().tracker().tracked() == 60);

        everythingElseIsInTime();

        assertThat(mock("observed").getExchanges()).isEmpty();
        context.getRouteController().resumeRoute("observed");
        await().until(() -> mock("observed").getExchanges().stream()
                        .filter(each -> "COMPLETED"
                                .equals(String.valueOf(each.getMessage().getHeader(GenAiConstants.STATUS))))
                        .count()
                == 60);
    }
}
