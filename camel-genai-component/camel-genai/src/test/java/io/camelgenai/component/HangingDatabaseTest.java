package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

/** F90: the database hangs while generations are in flight. */
class HangingDatabaseTest extends NetworkTestSupport {

    private static final int IN_FLIGHT = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 12));
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final Duration PROMPTLY = Duration.ofSeconds(1);

    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @Override
    public void routes(RouteBuilder routes) {
        JdbcGenerationRepository repository = Databases.impatient(Databases.postgresThrough(network.port()), DEADLINE);
        repository.setApplication(UUID.randomUUID().toString());
        context.getComponent("genai", GenAiComponent.class).setRepository(repository);
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:order").to("genai:llmstats/flux-1.1-pro?operation=create&channel=orders");
        routes.from("genai:llmstats?channel=orders&concurrentConsumers=20")
                .process(each -> delivered.add(
                        each.getMessage().getBody(Generation.class).id()));
    }

    private List<String> lines(String part) {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(each -> each.contains(part))
                .toList();
    }

    private MonitoringView view() {
        return Objects.requireNonNull(
                context.getComponent("genai", GenAiComponent.class).monitoring());
    }

    private static void assertPrompt(Runnable reading) {
        long begun = System.nanoTime();
        reading.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMPTLY);
    }

    @Test
    void F90_anOutageIsReportedOnceAndGaugesAndHealthAnswerPromptly() {
        for (int i = 0; i < IN_FLIGHT; i++) {
            assertThat(send("direct:order", PROMPT + " [takes 6s]").getException())
                    .isNull();
        }
        Instant before = view().countedAt();
        network.hang(true);
        await().atMost(WITHIN)
                .until(() -> !lines("The repository cannot be reached").isEmpty());
        await().during(OUTAGE).atMost(OUTAGE.plus(WITHIN)).untilAsserted(() -> {
            assertPrompt(() -> assertThat(view().countUnknown(origin -> true)).isZero());
            assertPrompt(() -> view().connections());
            assertPrompt(() -> HealthCheckHelper.invoke(context));
            assertThat(view().countedAt()).isAfterOrEqualTo(before);
        });
        network.hang(false);

        await().atMost(WITHIN).until(() -> delivered.size() >= IN_FLIGHT);
        await().atMost(WITHIN).until(() -> unfinished().isEmpty());
        await().atMost(WITHIN)
                .until(() -> !lines("The repository can be reached again").isEmpty());
        assertThat(delivered).doesNotHaveDuplicates().hasSize(IN_FLIGHT);
        assertThat(lines("The repository cannot be reached")).hasSize(1);
        assertThat(lines("The repository can be reached again")).hasSize(1);
        assertThat(lines("\tat ")).as("stack traces").isEmpty();
        assertThat(lines("io.camelgenai").stream().filter(each -> each.contains("WARN") || each.contains("ERROR")))
                .as("warnings")
                .hasSizeLessThan(5);
        assertThat(simulator.generationsCreated()).isEqualTo(IN_FLIGHT);
    }
}
