package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.tracking.repository.InterceptedRepository;
import io.camelgenai.tracking.repository.LostAnswers;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.Commits;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F87: a write is stored and its answer is lost, at each kind of write, and the node lives. */
abstract class LostAnswersContract extends GenAiTestSupport {

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int ORDERS = 20;

    private final LostAnswers answers = new LostAnswers();
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Random random = new Random(7);
    private volatile double loss;

    abstract DataSource dataSource();

    @Override
    public void routes(RouteBuilder routes) {
        JdbcGenerationRepository repository =
                new JdbcGenerationRepository(Commits.intercepted(dataSource(), this::commit));
        // What is held is compared ten times as seldom as others are polled: every five seconds with this lease.
        repository.setLease(Duration.ofSeconds(3));
        repository.setApplication(UUID.randomUUID().toString());
        context.getComponent("genai", GenAiComponent.class)
                .setRepository(new InterceptedRepository(repository, answers));
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:order")
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders&idempotencyKey=${header.order}");
        routes.from("direct:keyless").to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders");
        routes.from("direct:late").to("genai:llmstats/flux-1.1-pro?operation=create&channel=late");
        routes.from("direct:generate").to("genai:llmstats/flux-1.1-pro?channel=orders&idempotencyKey=${header.order}");
        routes.from("direct:track").to("genai:llmstats?operation=track&channel=orders");
        routes.from("genai:llmstats?channel=orders&concurrentConsumers=1&redeliveryDelay=10ms&maxDeliveries=2")
                .routeId("orders")
                .process(this::receive);
    }

    /** Performs each commit, and loses the answers of some. */
    private Object commit(List<String> statements, Callable<Object> commit) throws Exception {
        Object answer = commit.call();
        if (random.nextDouble() < loss) {
            throw new SQLException("The connection is lost", "08006");
        }
        return answer;
    }

    private void receive(Exchange exchange) {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("The route failed");
        }
        delivered.add(exchange.getMessage().getBody(Generation.class).id());
    }

    @AfterEach
    void everyAnswerWasLost() {
        assertThat(answers.left()).as("answers that were not lost").isZero();
    }

    private Exchange order() {
        return send("direct:order", PROMPT, "order", "7");
    }

    /** The order is repeated by its source, as after any failure. */
    private String idOfRepeatedOrder() {
        return idOfRepeatedOrder("7");
    }

    private String idOfRepeatedOrder(String key) {
        Object answer = await().atMost(WITHIN)
                .until(
                        () -> send("direct:order", PROMPT, "order", key)
                                .getMessage()
                                .getBody(),
                        each -> each instanceof Generation);
        return ((Generation) answer).id();
    }

    private void assertDeliveredOnce(String id) {
        await().atMost(WITHIN).until(() -> delivered.contains(id));
        await().atMost(WITHIN).until(() -> unfinished().isEmpty());
        assertThat(delivered).containsExactly(id);
        assertThat(simulator.generationsCreated()).isOne();
    }

    /** The consumer takes one at a time, so that a permit that was not released would stop it. */
    private void assertConsumerContinues() {
        String next = idOfRepeatedOrder("next");
        await().atMost(WITHIN).until(() -> delivered.contains(next));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateStore.begin",
                "CreateStore.accepted",
                "TrackingStore.terminal",
                "DeliveryStore.acknowledge"
            })
    void F87_aGenerationIsDeliveredAndItsKeyIsUsable(String method) {
        answers.lose(method, 1);
        order();

        String id = idOfRepeatedOrder();
        assertDeliveredOnce(id);
        assertThat(idOfRepeatedOrder()).isEqualTo(id);
        assertThat(requests("llmstats", "create")).hasSize(1);
        assertConsumerContinues();
    }

    /** Whichever statement it is: a create, a claim, a delivery, a poll, the lease. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.1})
    void F87_anyCommitMayLoseItsAnswer(double part) {
        loss = part;
        Set<String> ids = new HashSet<>();
        for (int order = 0; order < ORDERS; order++) {
            ids.add(idOfRepeatedOrder("order " + order));
        }
        await().atMost(WITHIN).until(() -> delivered.size() >= ORDERS / 2);
        loss = 0;

        await().atMost(WITHIN).until(() -> Set.copyOf(delivered).equals(ids));
        await().atMost(WITHIN).until(() -> unfinished().isEmpty() && intents() == 0);
        assertThat(ids).hasSize(ORDERS);
        assertThat(repository().records().list(State.UNKNOWN, "", 10)).isEmpty();
        assertThat(requests("llmstats", "create")).hasSize(ORDERS);
    }

    @Test
    void F87_aKeylessCreateWhoseIntentIsNotSentLeavesNothing() {
        answers.lose("CreateStore.begin", 1);
        assertThat(send("direct:keyless", PROMPT).getException()).hasMessageContaining("the connection is lost");

        await().atMost(WITHIN).until(() -> intents() == 0);
        assertThat(simulator.requests()).isEmpty();
    }

    private int intents() {
        return repository().records().list(State.INTENT, "", 10).size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TrackingStore.terminal", "DeliveryStore.acknowledge"})
    void F87_anExchangeThatWaitsForItsGenerationAcknowledgesIt(String method) {
        answers.lose(method, 1);
        Exchange done = send("direct:generate", PROMPT, "order", "7");

        assertThat(done.getException()).isNull();
        await().atMost(WITHIN).until(() -> unfinished().isEmpty() && answers.left() == 0);
        assertThat(delivered).isEmpty();
        assertThat(idOfRepeatedOrder())
                .isEqualTo(done.getMessage().getBody(Generation.class).id());
        assertThat(simulator.generationsCreated()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeliveryStore.claim", "DeliveryStore.delivering"})
    void F87_aGenerationThatWasClaimedForDeliveryIsDelivered(String method) throws Exception {
        context.getRouteController().stopRoute("orders");
        String id = idOfRepeatedOrder();
        await().until(() -> repository().records().list(State.TERMINAL, "", 10).size() == 1);
        answers.lose(method, 1);
        context.getRouteController().startRoute("orders");

        assertDeliveredOnce(id);
    }

    @Test
    void F87_aGenerationThatWasClaimedForTrackingIsTracked() throws Exception {
        String id = send("direct:late", PROMPT)
                .getMessage()
                .getBody(Generation.class)
                .id();
        answers.lose("TrackingStore.claim", 1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:llmstats?channel=late").process(LostAnswersContract.this::receive);
            }
        });

        assertDeliveredOnce(id);
    }

    @Test
    void F87_aRejectionFreesTheKey() {
        simulator.fault(Fault.status(400).on("llmstats", "create").build());
        answers.lose("CreateStore.rejected", 1);
        assertThat(order().getException()).isInstanceOf(GenAiHttpException.class);

        assertDeliveredOnce(idOfRepeatedOrder());
    }

    @Test
    void F87_anUnknownOutcomeNeedsAnOperatorOnce() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        answers.lose("CreateStore.unknown", 1);
        assertThat(order().getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        await().atMost(WITHIN).until(() -> answers.left() == 0);
        String key = repository().records().list(State.UNKNOWN, "", 10).get(0).key();

        answers.lose("CreateStore.discard", 1);
        assertThatThrownBy(() -> runtime().unresolved().discard(key)).hasMessageContaining("the connection is lost");
        assertThat(runtime().unresolved().discard(key)).isFalse();
        String id = idOfRepeatedOrder();
        await().atMost(WITHIN).until(() -> delivered.equals(List.of(id)));
    }

    @Test
    void F87_aPollWhoseAnswerIsLostIsRepeated() {
        answers.lose("ClusterMembership.changes", 3);
        assertDeliveredOnce(idOfRepeatedOrder());
        await().atMost(WITHIN).until(() -> answers.left() == 0);
    }

    @Test
    void F87_aRedeliveryIsNotLost() {
        answers.lose("DeliveryStore.scheduleRedelivery", 1);
        failures.set(1);
        assertDeliveredOnce(idOfRepeatedOrder());
        assertConsumerContinues();
    }

    @Test
    void F87_aParkedDeliveryIsRedeliveredByAnOperator() {
        answers.lose("DeliveryStore.park", 1);
        failures.set(2);
        String id = idOfRepeatedOrder();
        await().atMost(WITHIN).until(() -> runtime().unresolved().redeliverAll() == 1);

        assertDeliveredOnce(id);
        assertConsumerContinues();
    }

    /** In the channel that created it, it waits for a consumer, as something else. */
    @Test
    void F87_anAdoptedGenerationIsTrackedOnce() throws Exception {
        context.getRouteController().stopRoute("orders");
        String id = send("direct:late", PROMPT)
                .getMessage()
                .getBody(Generation.class)
                .id();
        answers.lose("CreateStore.adopt", 1);
        assertThat(send("direct:track", "", GenAiConstants.GENERATION_ID, id).getException())
                .hasMessageContaining("the connection is lost");
        assertThat(send("direct:track", "", GenAiConstants.GENERATION_ID, id).getException())
                .isNull();
        context.getRouteController().startRoute("orders");

        await().atMost(WITHIN).until(() -> delivered.contains(id));
        await().atMost(WITHIN).until(() -> unfinished().stream()
                .allMatch(each -> each.origin().channel().equals("late")));
        assertThat(delivered).containsExactly(id);
        assertThat(simulator.generationsCreated()).isOne();
    }
}
