package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

/** The actuator shows the health and the meters of the component, while calls succeed and while they fail. */
@ExtendWith(NoLeaks.class)
@CamelSpringBootTest
@AutoConfigureObservability
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always",
            "camel.health.exposure-level=full",
            "camel.genai.simulator.enabled=true",
            "camel.genai.simulator.pace=0.02",
            "camel.component.genai.connections[llmstats].apiKey=ze_canary-7d1f",
            "camel.component.genai.connections[llmstats].retryDelay=20ms",
            "camel.component.genai.connections[llmstats].maxRetryDelay=200ms"
        })
@DirtiesContext
class MonitoringTest {

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final String PROMPT = "a canary-7d1f in a coal mine";

    @Configuration
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class App {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:order").to("genai:llmstats/flux-1.1-pro?operation=create");
                    from("genai:llmstats").routeId("completed").to("mock:completed");
                }
            };
        }
    }

    @LocalManagementPort
    int port;

    @Autowired
    ProducerTemplate template;

    @Autowired
    GenAiSimulator simulator;

    private String get(String path) throws IOException, InterruptedException {
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        assertThat(answer).doesNotContain(NoLeaks.CANARY);
        return answer;
    }

    @Test
    void aRefusedKeyIsDownUntilItIsAcceptedAgain() throws Exception {
        assertThat(get("health")).startsWith("{\"status\":\"UP\"").contains("consumer:completed");

        simulator.fault(Fault.status(401).on("llmstats", "get").times(1000).build());
        template.sendBody("direct:order", PROMPT + " [takes 3s]");
        await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(get("health"))
                .startsWith("{\"status\":\"DOWN\"")
                .contains("consumer:completed", "401"));

        simulator.clearFaults();
        await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(get("health")).startsWith("{\"status\":\"UP\""));
    }

    @Test
    void createdAndTerminalGenerationsAreCounted() {
        template.sendBody("direct:order", PROMPT);

        await().atMost(MAX_WAIT)
                .untilAsserted(() -> assertThat(get("metrics/camel.genai.terminal?tag=status:COMPLETED"))
                        .contains("\"statistic\":\"COUNT\"", "llmstats"));
        await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(get("metrics/camel.genai.creates"))
                .contains("\"provider\""));
    }
}
