package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * F88: the network before PostgreSQL loses 1 % of the answers, each with its connection. The system property
 * {@code lostanswers.orders} is the number of orders.
 */
class LostNetworkAnswersTest extends NetworkTestSupport {

    private static final Logger LOG = LoggerFactory.getLogger(LostNetworkAnswersTest.class);
    private static final int ORDERS = Integer.getInteger("lostanswers.orders", 200);
    private static final int SOURCES = 16;
    private static final double LOSS = 0.01;
    private static final Duration WITHIN = Duration.ofSeconds(90);

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final Map<Integer, String> ids = new ConcurrentHashMap<>();

    @Override
    public void routes(RouteBuilder routes) {
        JdbcGenerationRepository repository = new JdbcGenerationRepository(Databases.postgresThrough(network.port()));
        repository.setApplication(UUID.randomUUID().toString());
        context.getComponent("genai", GenAiComponent.class).setRepository(repository);
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:order")
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders&idempotencyKey=${header.order}");
        routes.from("genai:llmstats?channel=orders&concurrentConsumers=50")
                .process(each -> delivered.add(
                        each.getMessage().getBody(Generation.class).id()));
    }

    /** The source repeats an order until it has an id. */
    private void order(int number) {
        Object answer =
                send("direct:order", PROMPT, "order", number).getMessage().getBody();
        while (!(answer instanceof Generation)) {
            answer = send("direct:order", PROMPT, "order", number).getMessage().getBody();
        }
        ids.put(number, ((Generation) answer).id());
    }

    @Test
    void F88_nothingIsStrandedAndNothingIsMadeTwice() throws Exception {
        network.loseAnswers(LOSS);
        ExecutorService sources = Executors.newFixedThreadPool(SOURCES);
        try {
            IntStream.range(0, ORDERS).forEach(each -> sources.execute(() -> order(each)));
        } finally {
            sources.shutdown();
        }
        assertThat(sources.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
        await().atMost(WITHIN).until(() -> Set.copyOf(delivered).size() >= ORDERS / 2);
        network.loseAnswers(0);

        await().atMost(WITHIN).untilAsserted(() -> assertThat(Set.copyOf(delivered))
                .isEqualTo(ids.values().stream().collect(Collectors.toSet())));
        await().atMost(WITHIN).until(() -> unfinished().isEmpty());
        await().atMost(WITHIN)
                .until(() -> repository().records().list(State.INTENT, "", 10).isEmpty());
        assertThat(network.lost()).isPositive();
        assertThat(ids.values()).hasSize(ORDERS).doesNotHaveDuplicates();
        assertThat(repository().records().list(State.UNKNOWN, "", 10)).isEmpty();
        assertThat(simulator.generationsCreated()).isEqualTo(ORDERS);
        assertThat(requests("llmstats", "create")).hasSize(ORDERS);
        LOG.warn(
                "{} answers of the database were lost during {} orders; {} deliveries were repeated",
                network.lost(),
                ORDERS,
                delivered.size() - ORDERS);
    }
}
