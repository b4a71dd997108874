package io.camelgenai.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;

/** The application in JVM mode, on its simulator. */
@QuarkusTest
@TestProfile(PicturesTest.TwoAccounts.class)
class PicturesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Further properties for the application. */
    public static class TwoAccounts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "my.key", "ze_of-tenant-a",
                    "camel.component.genai.connections[tenant-a].provider", "llmstats",
                    "camel.component.genai.connections[tenant-a].apiKey", "{{my.key}}",
                    "camel.component.genai.connections[tenant-a].baseUrl", "https://gateway.example/llmstats",
                    "camel.component.genai.connections[tenant-a].retryDelay", "20ms",
                    "camel.component.genai.maxStreams", "7");
        }
    }

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate template;

    @Test
    void connectionsAreBoundInBracketForm() {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);

        assertThat(component.getMaxStreams()).isEqualTo(7);
        ConnectionConfiguration own = component.getConnections().get("llmstats");
        assertThat(own.getConnectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(own.getMaxRetries()).isEqualTo(2);
        ConnectionConfiguration tenant = component.getConnections().get("tenant-a");
        assertThat(tenant.getProvider()).isEqualTo("llmstats");
        assertThat(tenant.getApiKey()).isEqualTo("ze_of-tenant-a");
        assertThat(tenant.getBaseUrl()).isEqualTo("https://gateway.example/llmstats");
        assertThat(tenant.getRetryDelay()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void anOrderIsCreatedOnceAndReceivedByTheRoutesInYaml() {
        Queue<Generation> received = new ConcurrentLinkedQueue<>();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeCompletedEvent completed
                        && "completed".equals(completed.getExchange().getFromRouteId())) {
                    received.add(completed.getExchange().getMessage().getBody(Generation.class));
                }
            }
        });

        String id = order("7");
        assertThat(order("7")).isEqualTo(id);

        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(received).extracting(Generation::id).contains(id));
        Generation picture = received.stream()
                .filter(each -> id.equals(each.id()))
                .findFirst()
                .orElseThrow();
        assertThat(picture.status().name()).isEqualTo("COMPLETED");
        assertThat(picture.artifacts()).isNotEmpty();
        assertThat(List.copyOf(received))
                .filteredOn(each -> id.equals(each.id()))
                .hasSize(1);
    }

    private String order(String number) {
        return String.valueOf(template.requestBodyAndHeader("direct:order", "", "order", number, Generation.class)
                .id());
    }
}
