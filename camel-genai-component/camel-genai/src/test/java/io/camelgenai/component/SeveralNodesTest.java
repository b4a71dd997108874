package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.simulator.Fault;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.CutDataSource;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import io.camelgenai.tracking.repository.jdbc.Leases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Promises 1 to 4 with several nodes on one PostgreSQL: the test's own context and further ones. */
class SeveralNodesTest extends GenAiTestSupport {

    private static final Duration LEASE = Duration.ofSeconds(1);

    private final String application = UUID.randomUUID().toString();
    private final CutDataSource database = new CutDataSource(Databases.postgres());
    private final List<String> here = new CopyOnWriteArrayList<>();
    private final List<String> there = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);

    private JdbcGenerationRepository repository(DataSource source) {
        JdbcGenerationRepository repository = new JdbcGenerationRepository(source);
        repository.setApplication(application);
        repository.setLease(LEASE);
        return repository;
    }

    @Override
    public void routes(RouteBuilder routes) {
        context.getComponent("genai", GenAiComponent.class).setRepository(repository(database));
        producers(routes);
        routes.from("genai:llmstats?channel=shared").routeId("shared").process(each -> here.add(delivered(each)));
        routes.from("genai:llmstats?channel=paused").routeId("paused").process(each -> {
            here.add(delivered(each));
            started.countDown();
            released.await();
        });
        routes.from("genai:llmstats?emit=events&channel=observed")
                .filter(routes.simple("${body.type.isTerminal}"))
                .process(each -> here.add(each.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class)));
        routes.from("genai:llmstats?channel=busy").process(each -> {
            here.add(delivered(each));
            released.await();
        });
        routes.from("genai:elumenta?channel=stream").process(each -> here.add(delivered(each)));
    }

    private static void producers(RouteBuilder routes) {
        routes.errorHandler(routes.noErrorHandler());
        for (String channel : List.of("shared", "paused", "elsewhere", "observed", "busy")) {
            routes.from("direct:" + channel)
                    .to("genai:llmstats/flux-1.1-pro?operation=create&idempotencyKey=${header.order}&channel="
                            + channel);
        }
        routes.from("direct:stream").to("genai:elumenta/gpt-4o?operation=create&channel=stream");
        routes.from("direct:cancel").to("genai:elumenta?operation=cancel");
        routes.from("direct:chat").to("genai:openai-chat/gpt-4o-mini?channel=chat&idempotencyKey=${header.order}");
        routes.from("direct:chatText")
                .to("genai:openai-chat/gpt-4o-mini?operation=stream&channel=chat&idempotencyKey=${header.order}")
                .convertBodyTo(String.class);
    }

    private SecondNode second() throws Exception {
        return new SecondNode(this, repository(Databases.postgres()), new RouteBuilder() {
            @Override
            public void configure() {
                producers(this);
                from("genai:llmstats?channel=shared").process(each -> there.add(delivered(each)));
                from("genai:llmstats?channel=paused").process(each -> there.add(delivered(each)));
                from("genai:llmstats?channel=elsewhere").process(each -> there.add(delivered(each)));
                from("genai:llmstats?channel=observed").process(each -> there.add(delivered(each)));
            }
        });
    }

    /** A further node whose routes stay busy with each delivery until {@link #released}. */
    private SecondNode busy(List<String> deliveries) throws Exception {
        return new SecondNode(this, repository(Databases.postgres()), new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:llmstats?channel=busy").process(each -> {
                    deliveries.add(delivered(each));
                    released.await();
                });
            }
        });
    }

    private static String delivered(Exchange exchange) {
        return exchange.getMessage().getBody(Generation.class).id()
                + (exchange.getMessage().getHeader(GenAiConstants.REDELIVERED) == null ? "" : " again");
    }

    private static Exchange order(SecondNode node, String uri, String key) {
        return node.context.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("order", key);
        });
    }

    private static String idOf(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Generation.class).id();
    }

    @Test
    void F47_oneKeyOnTwoNodesIsOneGeneration() throws Exception {
        simulator.fault(
                Fault.delay(Duration.ofMillis(400)).on("llmstats", "create").build());
        try (SecondNode second = second()) {
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(CompletableFuture.supplyAsync(() -> send("direct:shared", PROMPT, "order", "7")));
                all.add(CompletableFuture.supplyAsync(() -> order(second, "direct:shared", "7")));
            }

            assertThat(all.stream()
                            .map(CompletableFuture::join)
                            .map(SeveralNodesTest::idOf)
                            .distinct())
                    .hasSize(1);
            await().until(() -> here.size() + there.size() == 1);
        }
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void G24_aKeyInFlightHereIsWaitedForThereAlthoughTheProviderCannotBeAsked() throws Exception {
        try (SecondNode second = second()) {
            Processor slow = exchange -> {
                exchange.getMessage().setBody(PROMPT + " [takes 3s]");
                exchange.getMessage().setHeader("order", "7");
            };
            ProducerTemplate there = second.context.createProducerTemplate();
            CompletableFuture<Exchange> first = template.asyncSend("direct:chat", slow);
            await().until(() ->
                    repository().records().list(State.ACCEPTED, "", 10).size() == 1);
            Exchange waited = there.request("direct:chat", slow);
            Exchange streamed = there.request("direct:chatText", slow);

            assertThat(idOf(waited)).isEqualTo(idOf(first.join()));
            String text = first.join().getMessage().getBody(Generation.class).text();
            assertThat(waited.getMessage().getBody(Generation.class).text()).isEqualTo(text);
            assertThat(streamed.getMessage().getBody()).isEqualTo(text);
        }
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void F60_oneNodeReceivesEachCompletion() throws Exception {
        try (SecondNode second = second()) {
            for (int i = 0; i < 10; i++) {
                send("direct:shared", PROMPT, "order", "here " + i);
                order(second, "direct:shared", "there " + i);
            }
            await().until(() -> here.size() + there.size() == 20);
            await().until(() -> unfinished().isEmpty());
        }
        List<String> all = new ArrayList<>(here);
        all.addAll(there);
        assertThat(all).hasSize(20).doesNotHaveDuplicates().noneMatch(each -> each.endsWith("again"));
    }

    @Test
    void F60_threeNodesShareTheDeliveriesBeyondTheLimitOfOne() throws Exception {
        List<String> elsewhere = new CopyOnWriteArrayList<>();
        try (SecondNode second = busy(there);
                SecondNode third = busy(elsewhere)) {
            for (int i = 0; i < 30; i++) {
                send("direct:busy", PROMPT, "order", Integer.toString(i));
            }
            try {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(List.of(here, there, elsewhere))
                        .as("each node has as many as it takes concurrently")
                        .allSatisfy(each -> assertThat(each).hasSize(10)));
            } finally {
                released.countDown();
            }
            await().until(() -> unfinished().isEmpty());
            assertThat(second.context.isStarted() && third.context.isStarted()).isTrue();
        }
        Set<String> all = new HashSet<>();
        List.of(here, there, elsewhere)
                .forEach(each -> each.forEach(delivered -> all.add(delivered.replace(" again", ""))));
        assertThat(all).hasSize(30);
        assertThat(simulator.generationsCreated()).isEqualTo(30);
    }

    @Test
    void aGenerationWithoutAConsumerHereGoesToTheNodeThatHasOne() throws Exception {
        String id = idOf(send("direct:elsewhere", PROMPT, "order", "7"));
        await().during(Duration.ofMillis(500)).until(() -> unfinished().size() == 1);
        try (SecondNode second = second()) {
            assertThat(second.context.isStarted()).isTrue();
            await().until(() -> there.equals(List.of(id)));
        }
    }

    @Test
    void aCompletionWhoseRouteIsStoppedHereIsDeliveredThere() throws Exception {
        context.getRouteController().stopRoute("shared");
        String id = idOf(send("direct:shared", PROMPT, "order", "7"));
        await().until(() -> repository().records().list(State.TERMINAL, "", 10).size() == 1);
        try (SecondNode second = second()) {
            assertThat(second.context.isStarted()).isTrue();
            await().until(() -> there.equals(List.of(id)));
        }
        assertThat(here).isEmpty();
    }

    @Test
    void aGenerationThatIsOnlyObservedHereWaitsForTheNodeThatConsumesIt() throws Exception {
        try (SecondNode second = second()) {
            assertThat(second.context.isStarted()).isTrue();
            await().until(() -> repository().membership().registeredConsumers(Duration.ofHours(1)).stream()
                    .anyMatch(each -> each.flow().channel().equals("observed")));
        }
        String id = idOf(send("direct:observed", PROMPT, "order", "7"));
        await().until(() -> here.equals(List.of(id)));
        await().during(LEASE).until(() -> unfinished().size() == 1);
        try (SecondNode second = second()) {
            assertThat(second.context.isStarted()).isTrue();
            await().until(() -> there.equals(List.of(id)));
        }
        assertThat(here).containsExactly(id);
    }

    @Test
    void F60_aNodeThatIsCutOffInsideARouteIsFencedAfterwards() throws Exception {
        try (SecondNode second = second()) {
            assertThat(second.context.isStarted()).isTrue();
            await().until(() -> Leases.steady(application, LEASE) == 2);
            String id = idOf(send("direct:paused", PROMPT, "order", "7"));
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            database.cut(true);
            await().until(() -> there.equals(List.of(id + " again")));
            released.countDown();
            database.cut(false);
            await().until(() -> unfinished().isEmpty());
            await().during(LEASE).until(() -> there.size() <= 1 && here.size() == 1);
        }
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aDatabaseOutageLongerThanTheLeaseLosesNothing() throws Exception {
        String id = idOf(send("direct:shared", PROMPT + " [takes 1s]", "order", "7"));
        database.cut(true);
        await().until(() -> Leases.expired(application, LEASE) == 1);
        assertThat(send("direct:shared", PROMPT, "order", "8").getException()).hasMessageContaining("out of reach");
        database.cut(false);

        await().until(() -> here.equals(List.of(id)));
        await().until(() -> unfinished().isEmpty());
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aCancelReachesTheNodeThatReadsTheStream() throws Exception {
        String id = idOf(send("direct:stream", PROMPT + " [takes 60s]"));
        try (SecondNode second = second()) {
            Exchange canceled = second.context
                    .createProducerTemplate()
                    .request("direct:cancel", exchange -> exchange.getMessage()
                            .setHeader(GenAiConstants.GENERATION_ID, id));
            assertThat(canceled.getMessage().getBody(Generation.class).error().code())
                    .isEqualTo(GenerationError.STREAM_CLOSED);

            await().until(() -> here.equals(List.of(id)));
        }
    }
}
