package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F86: the routes of one node are all busy, for minutes, and its lease goes on. Another node delivers what waits there. */
class SaturatedNodeTest extends GenAiTestSupport {

    private static final int ORDERS = 80;
    private static final int CONCURRENT = 10;
    private static final Duration IN_TIME = Duration.ofSeconds(30);

    private final String application = UUID.randomUUID().toString();
    private final List<String> here = new CopyOnWriteArrayList<>();
    private final List<String> there = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private JdbcGenerationRepository newRepository() {
        JdbcGenerationRepository repository = new JdbcGenerationRepository(Databases.postgres());
        repository.setApplication(application);
        repository.setLease(Duration.ofSeconds(2));
        return repository;
    }

    @Override
    public void routes(RouteBuilder routes) {
        context.getComponent("genai", GenAiComponent.class).setRepository(newRepository());
        routes.from("direct:order").to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders");
        routes.from("genai:llmstats?channel=orders&concurrentConsumers=" + CONCURRENT)
                .process(exchange -> {
                    here.add(idOf(exchange));
                    released.await();
                });
    }

    private SecondNode idleNode() throws Exception {
        return new SecondNode(this, newRepository(), new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:llmstats?channel=orders").process(exchange -> there.add(idOf(exchange)));
            }
        });
    }

    private static String idOf(Exchange exchange) {
        return exchange.getMessage().getBody(Generation.class).id();
    }

    @AfterEach
    void release() {
        released.countDown();
    }

    private void order(int count, String prompt) {
        for (int i = 0; i < count; i++) {
            assertThat(send("direct:order", prompt).getException()).isNull();
        }
    }

    /** Everything that the busy routes do not hold is delivered there; and nothing twice, when they go on. */
    private void theOtherNodeHasTheRest() {
        await().atMost(IN_TIME).until(() -> there.size() == ORDERS - CONCURRENT);
        assertThat(here).hasSize(CONCURRENT);

        released.countDown();
        await().until(() -> unfinished().isEmpty());
        List<String> all = new ArrayList<>(here);
        all.addAll(there);
        assertThat(all).hasSize(ORDERS).doesNotHaveDuplicates();
        assertThat(simulator.generationsCreated()).isEqualTo(ORDERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " [takes 3s]"})
    void F86_whatBecomesTerminalOnASaturatedNodeIsDeliveredByAnotherOne(String duration) throws Exception {
        order(CONCURRENT, PROMPT);
        await().until(() -> here.size() == CONCURRENT);
        try (SecondNode second = idleNode()) {
            assertThat(second.context.isStarted()).isTrue();
            order(ORDERS - CONCURRENT, PROMPT + duration);

            theOtherNodeHasTheRest();
        }
    }

    @Test
    void F86_aNodeThatJoinsLaterDeliversWhatWaits() throws Exception {
        order(ORDERS, PROMPT);
        await().until(() -> here.size() == CONCURRENT);
        await().until(() ->
                repository().records().list(State.TERMINAL, "", ORDERS).size() == ORDERS);
        try (SecondNode second = idleNode()) {
            assertThat(second.context.isStarted()).isTrue();

            theOtherNodeHasTheRest();
        }
    }
}
