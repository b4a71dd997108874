package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.Commits;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F89: a write runs into its deadline, and is committed later. */
class LateCommitsTest extends GenAiTestSupport {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final CountDownLatch commits = new CountDownLatch(1);
    private final CountDownLatch committed = new CountDownLatch(1);
    private volatile String late = "no statement";

    @Override
    public void routes(RouteBuilder routes) {
        JdbcGenerationRepository repository =
                Databases.impatient(Commits.intercepted(Databases.postgres(), this::commit), DEADLINE);
        repository.setLease(Duration.ofSeconds(3));
        repository.setApplication(UUID.randomUUID().toString());
        context.getComponent("genai", GenAiComponent.class).setRepository(repository);
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:order")
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders&idempotencyKey=${header.order}");
        routes.from("genai:llmstats?channel=orders").routeId("orders").process(this::receive);
    }

    private void receive(Exchange exchange) {
        delivered.add(exchange.getMessage().getBody(Generation.class).id());
    }

    /** The first transaction with the late statement is committed when the test says so. */
    private Object commit(List<String> statements, Callable<Object> commit) throws Exception {
        String sought = late;
        if (statements.stream().noneMatch(each -> each.contains(sought))) {
            return commit.call();
        }
        late = "no further statement";
        commits.await();
        Object answer = commit.call();
        committed.countDown();
        return answer;
    }

    @AfterEach
    void commit() {
        commits.countDown();
    }

    private String idOfRepeatedOrder() {
        return await().atMost(WITHIN)
                .until(
                        () -> send("direct:order", PROMPT, "order", "7")
                                .getMessage()
                                .getBody(),
                        each -> each instanceof Generation)
                .toString();
    }

    private void assertCommitted() throws InterruptedException {
        assertThat(committed.await(WITHIN.toSeconds(), TimeUnit.SECONDS))
                .as("the write was committed late")
                .isTrue();
    }

    private void assertDeliveredOnce() throws Exception {
        assertCommitted();
        await().atMost(WITHIN).until(() -> !delivered.isEmpty());
        await().atMost(WITHIN).until(() -> unfinished().isEmpty());
        assertThat(delivered).hasSize(1);
        assertThat(simulator.generationsCreated()).isOne();
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void F89_anIntentThatIsStoredTooLateBlocksNoKey() throws Exception {
        late = "INSERT INTO genai_generation";
        Exchange failed = send("direct:order", PROMPT, "order", "7");
        assertThat(failed.getException()).hasMessageContaining("did not answer within");
        assertThat(simulator.requests()).isEmpty();
        await().until(() -> repository().records().list(State.INTENT, "", 10).isEmpty());
        commits.countDown();
        assertCommitted();

        idOfRepeatedOrder();
        assertDeliveredOnce();
        assertThat(repository().records().list(State.UNKNOWN, "", 10)).isEmpty();
    }

    /** The consumer starts after the generation is terminal, so that it claims it, and counts its delivery. */
    private void startLateConsumer(String lateStatement) throws Exception {
        context.getRouteController().stopRoute("orders");
        idOfRepeatedOrder();
        await().until(() -> repository().records().list(State.TERMINAL, "", 10).size() == 1);
        late = lateStatement;
        context.getRouteController().startRoute("orders");
        await().until(() -> late.startsWith("no"));
    }

    @Test
    void F89_aGenerationThatIsClaimedTooLateIsDelivered() throws Exception {
        startLateConsumer("delivered_by = ? WHERE");
        await().during(DEADLINE.multipliedBy(3)).until(delivered::isEmpty);
        commits.countDown();

        assertDeliveredOnce();
    }

    @Test
    void F89_aDeliveryThatIsCountedTooLateIsMade() throws Exception {
        startLateConsumer("SET delivery_count");
        await().during(DEADLINE.multipliedBy(3)).until(() -> !committed.await(0, TimeUnit.SECONDS));
        commits.countDown();

        assertDeliveredOnce();
    }

    @Test
    void F89_aTerminalStateThatIsStoredTooLateIsDelivered() throws Exception {
        late = "SET state = 'TERMINAL'";
        idOfRepeatedOrder();
        await().until(() -> late.startsWith("no"));
        await().during(DEADLINE.multipliedBy(3)).until(() -> !committed.await(0, TimeUnit.SECONDS));
        commits.countDown();

        assertDeliveredOnce();
    }
}
