package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.observe.Observations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Many concurrent exchanges, and threads that stay busy: every exchange still completes. */
class PressureTest extends GenAiTestSupport {

    private final CyclicBarrier both = new CyclicBarrier(2);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger maxInside = new AtomicInteger();
    private final AtomicInteger through = new AtomicInteger();
    private final Set<String> callers = ConcurrentHashMap.newKeySet();

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration spied = connection("privategpt", null);
        spied.setHttpClient(new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    callers.add(Thread.currentThread().getName());
                    return chain.proceed(chain.request());
                })
                .build());
        context.getComponent("genai", GenAiComponent.class).getConnections().put("spied", spied);
        routes.from("direct:get").to("genai:privategpt?connection=spied&operation=get");
        routes.from("direct:impatient").to("genai:privategpt?timeout=500ms&cancelOnTimeout=true&channel=nobody");
        routes.from("direct:create").to("genai:privategpt?operation=create&channel=nobody");
        routes.from("direct:object").to("genai:privategpt?operation=create&channel=nobody");
        routes.from("direct:pair")
                .to("genai:privategpt?operation=create&channel=nobody&idempotencyKey=one")
                .process(exchange -> both.await(30, TimeUnit.SECONDS));
        routes.from("direct:one").to("genai:privategpt?operation=create&channel=one");
        routes.from("genai:privategpt?channel=one&concurrentConsumers=1")
                .process(exchange -> maxInside.accumulateAndGet(inside.incrementAndGet(), Math::max))
                .delay(200)
                .asyncDelayed()
                .process(exchange -> {
                    inside.decrementAndGet();
                    through.incrementAndGet();
                });
    }

    @Test
    void manyThatTimeOutTogetherAreAllCanceled() {
        simulator.fault(Fault.delay(Duration.ofMillis(800))
                .on("privategpt", "status")
                .times(150)
                .build());
        List<CompletableFuture<Exchange>> all = IntStream.range(0, 150)
                .mapToObj(i -> template.asyncSend(
                        "direct:impatient", exchange -> exchange.getMessage().setBody(PROMPT + " [takes 60s]")))
                .toList();

        await().until(() -> all.stream().allMatch(Future::isDone));
        assertThat(all).allSatisfy(each -> assertThat(each.join().getException())
                .isInstanceOf(GenerationTimeoutException.class));
        await().until(() -> requests("privategpt", "cancel").size() == 150);
    }

    @Test
    void thousandsOfWaitsEachHaveATimer() {
        List<Future<?>> timers = IntStream.range(0, 20_000)
                .<Future<?>>mapToObj(i -> runtime().threads().time().after(Duration.ofHours(1), () -> {}))
                .toList();

        timers.forEach(each -> each.cancel(false));
    }

    @Test
    void concurrentConsumersCountExchangesAndNotThreads() {
        for (int i = 0; i < 4; i++) {
            send("direct:one", PROMPT);
        }

        await().until(() -> through.get() == 4);
        assertThat(maxInside.get()).isOne();
    }

    /** A request object of the application, with a mistake. */
    public static final class Endless {

        public String getPrompt() {
            throw new StackOverflowError("a getter that calls itself");
        }
    }

    @Test
    void F66_anErrorWhileTheRequestIsReadFailsTheExchange() throws Exception {
        Exchange failed = template.asyncSend(
                        "direct:object", exchange -> exchange.getMessage().setBody(new Endless()))
                .get(30, TimeUnit.SECONDS);

        assertThat(failed.getException()).isNotNull();
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void exchangesThatWaitForTheSameCreateContinueIndependently() throws Exception {
        simulator.fault(
                Fault.delay(Duration.ofMillis(300)).on("privategpt", "create").build());
        List<CompletableFuture<Exchange>> pair = IntStream.range(0, 2)
                .mapToObj(i -> template.asyncSend(
                        "direct:pair", exchange -> exchange.getMessage().setBody(PROMPT)))
                .toList();

        for (CompletableFuture<Exchange> each : pair) {
            assertThat(each.get(60, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    @Test
    void noCallIsMadeOnTheTimerThreadHoweverMuchIsWaiting() throws Exception {
        String id = send("direct:create", PROMPT)
                .getMessage()
                .getBody(Generation.class)
                .id();
        simulator.fault(
                Fault.status(429).retryAfter("1").on("privategpt", "status").build());
        CompletableFuture<Exchange> got = template.asyncSend(
                "direct:get", exchange -> exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, id));
        await().until(() -> requests("privategpt", "status").size() == 1);
        fill();

        await().during(Duration.ofMillis(1500))
                .until(() -> callers.stream().noneMatch(each -> each.contains("GenAiTimer")));
        assertThat(got.get(30, TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    void aReaderThatIsInterruptedStopsAndDoesNotReconnectForever() {
        simulator.fault(Fault.status(503).on("llmstats", null).times(100_000).build());
        Generation known = Generation.of("llmstats").id("gen_1").build();
        Observation reading = Observations.ofEvents(
                runtime().clients().get("llmstats"), known, runtime().threads().time());
        CompletableFuture<?> read = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                reading.forEachRemaining(each -> {});
                read.complete(null);
            } catch (RuntimeException e) {
                read.completeExceptionally(e);
            }
        });
        reader.start();
        await().until(() -> !simulator.requests().isEmpty());

        reader.interrupt();

        assertThat(read).failsWithin(Duration.ofSeconds(30)).withThrowableThat().withMessageContaining("interrupted");
    }

    private void fill() {
        int reserved = 0;
        while (runtime().threads().calls().reserve()) {
            reserved++;
        }
        assertThat(reserved).isPositive();
    }
}
