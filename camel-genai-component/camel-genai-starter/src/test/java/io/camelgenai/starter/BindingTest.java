package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Connections in bracket form, and every other option, reach the component. */
@ExtendWith(NoLeaks.class)
@CamelSpringBootTest
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "my.key=ze_canary-7d1f",
            "my.region=north",
            "camel.component.genai.connections[llmstats].apiKey={{my.key}}",
            "camel.component.genai.connections[llmstats].retryDelay=20ms",
            "camel.component.genai.connections[llmstats].httpHeader[X-Region]={{my.region}}",
            "camel.component.genai.connections[llmstats].query[region]={{my.region}}",
            "camel.component.genai.connections[tenant-a].provider=llmstats",
            "camel.component.genai.connections[tenant-a].api-key=ze_canary-7d1f-of-a",
            "camel.component.genai.connections[tenant-a].base-url=https://gateway.example/llmstats",
            "camel.component.genai.connections[tenant-a].http-client=#bean:gatewayClient",
            "camel.component.genai.connections[tenant-a].ssl-context-parameters=#tls",
            "camel.component.genai.connections[tenant-a].max-retries=0",
            "camel.component.genai.connections[tenant-a].allow-plain-http=true",
            "camel.component.genai.connections[tenant-a].max-event-size=1024",
            "camel.component.genai.connections.plain.provider=privategpt",
            "camel.component.genai.connections.plain.idleTimeout=2m",
            "camel.component.genai.repository=#chosen",
            "camel.component.genai.trackFor=12h",
            "camel.component.genai.max-streams=7"
        })
@DirtiesContext
class BindingTest {

    private static final GenAiSimulator SIMULATOR =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).build());

    @Configuration
    @EnableAutoConfiguration
    static class App {

        @Bean
        OkHttpClient gatewayClient() {
            return new OkHttpClient();
        }

        @Bean
        SSLContextParameters tls() {
            return new SSLContextParameters();
        }

        @Bean
        MemoryGenerationRepository other() {
            return new MemoryGenerationRepository();
        }

        @Bean
        MemoryGenerationRepository chosen() {
            return new MemoryGenerationRepository();
        }
    }

    @DynamicPropertySource
    static void simulator(DynamicPropertyRegistry properties) {
        properties.add("camel.component.genai.connections[llmstats].baseUrl", () -> SIMULATOR.baseUrl("llmstats"));
    }

    @AfterAll
    static void close() {
        SIMULATOR.close();
    }

    @Autowired
    CamelContext context;

    @Autowired
    ProducerTemplate template;

    private GenAiComponent component() {
        return context.getComponent("genai", GenAiComponent.class);
    }

    private ConnectionConfiguration connection(String name) {
        return component().getConnections().get(name);
    }

    @Test
    void aGenerationIsCreatedOverAConnectionOfTheProperties() {
        Generation created = template.requestBody("genai:llmstats/flux-1.1-pro", "a pond", Generation.class);

        assertThat(created.status()).isEqualTo(GenerationStatus.COMPLETED);
        JournalEntry create = SIMULATOR.requests("llmstats", "create").get(0);
        assertThat(create.headers().toString().toLowerCase(Locale.ROOT)).contains("x-region", "north");
    }

    @Test
    void placeholdersInConnectionsAreResolved() {
        assertThat(connection("llmstats").getApiKey()).isEqualTo("ze_" + NoLeaks.CANARY);
        assertThat(connection("llmstats").getHttpHeader()).containsEntry("X-Region", "north");
        assertThat(connection("llmstats").getQuery()).containsEntry("region", "north");
    }

    @Test
    void optionsOfConnectionsHaveTheirTypes() {
        ConnectionConfiguration tenant = connection("tenant-a");
        assertThat(tenant.getProvider()).isEqualTo("llmstats");
        assertThat(tenant.getApiKey()).isEqualTo("ze_" + NoLeaks.CANARY + "-of-a");
        assertThat(tenant.getBaseUrl()).isEqualTo("https://gateway.example/llmstats");
        assertThat(tenant.getMaxRetries()).isZero();
        assertThat(tenant.getAllowPlainHttp()).isTrue();
        assertThat(tenant.getMaxEventSize()).isEqualTo(1024);
        assertThat(tenant.getRetryDelay()).isNull();
        assertThat(tenant.getHttpClient()).isSameAs(context.getRegistry().lookupByName("gatewayClient"));
        assertThat(tenant.getSslContextParameters())
                .isSameAs(context.getRegistry().lookupByName("tls"));
        assertThat(connection("llmstats").getRetryDelay()).isEqualTo(Duration.ofMillis(20));
        assertThat(connection("plain").getIdleTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void optionsOfTheComponentAreSetAndTheOthersKept() {
        assertThat(component().getTrackFor()).isEqualTo(Duration.ofHours(12));
        assertThat(component().getMaxStreams()).isEqualTo(7);
        assertThat(component().getRetention()).isEqualTo(Duration.ofDays(7));
        assertThat(component().getRepository()).isSameAs(context.getRegistry().lookupByName("chosen"));
    }

    @Test
    void everyOtherOptionReachesTheComponent() {
        run(
                component -> {
                    assertThat(component.isBridgeErrorHandler()).isTrue();
                    assertThat(component.isLazyStartProducer()).isTrue();
                    assertThat(component.isAutowiredEnabled()).isFalse();
                    assertThat(component.getRetention()).isEqualTo(Duration.ofDays(3));
                    assertThat(component.isHealthCheckConsumerEnabled()).isFalse();
                    assertThat(component.isHealthCheckProducerEnabled()).isFalse();
                    assertThat(component.isUseGlobalSslContextParameters()).isTrue();
                },
                "bridge-error-handler=true",
                "lazy-start-producer=true",
                "autowired-enabled=false",
                "retention=3d",
                "health-check-consumer-enabled=false",
                "health-check-producer-enabled=false",
                "use-global-ssl-context-parameters=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled=false", "customizer.enabled=false"})
    void aDisabledCustomizerSetsNothing(String off) {
        run(component -> assertThat(component.getTrackFor()).isEqualTo(Duration.ofHours(24)), "track-for=12h", off);
        run(component -> assertThat(component.getTrackFor()).isEqualTo(Duration.ofHours(12)), "track-for=12h");
    }

    private static void run(Consumer<GenAiComponent> assertions, String... options) {
        Application.runner()
                .withPropertyValues(Stream.of(options)
                        .map(each -> "camel.component.genai." + each)
                        .toArray(String[]::new))
                .run(application -> assertions.accept(
                        application.getBean(CamelContext.class).getComponent("genai", GenAiComponent.class)));
    }
}
