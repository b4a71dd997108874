package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.GenAiSimulator;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** If enabled, every connection leads to a simulator in the application, and no endpoint can bypass it. */
@ExtendWith({NoLeaks.class, OutputCaptureExtension.class})
class SimulatorTest {

    private static final Map<String, String> ENDPOINTS = Map.ofEntries(
            Map.entry("llmstats", "genai:llmstats/flux-1.1-pro"),
            Map.entry("privategpt", "genai:privategpt"),
            Map.entry("skills-video", "genai:skills-video/google/nano-banana-pro"),
            Map.entry("elumenta", "genai:elumenta/flux-pro"),
            Map.entry("twelvelabs", "genai:twelvelabs?param.knowledge_store_id=ks_1"),
            Map.entry("openai-chat", "genai:openai-chat/gpt-4o"),
            Map.entry("openai-responses", "genai:openai-responses/gpt-5.2"),
            Map.entry("anthropic", "genai:anthropic/claude-sonnet-4-5"),
            Map.entry("fal", "genai:fal/fal-ai/flux/dev"),
            Map.entry("runway", "genai:runway/gen4_turbo?param.ratio=1280:720"),
            Map.entry("openrouter-video", "genai:openrouter-video/google/veo-3.1"),
            Map.entry("byteplus", "genai:byteplus/seedance-1-0-pro"),
            Map.entry("replicate", "genai:replicate/black-forest-labs/flux-schnell"),
            Map.entry("bfl", "genai:bfl/flux-2-pro"),
            Map.entry("gemini", "genai:gemini/gemini-3-flash"),
            Map.entry("gemini-interactions", "genai:gemini-interactions/gemini-3-flash"),
            Map.entry("openai-images", "genai:openai-images/gpt-image-2"),
            Map.entry("openai-batch", "genai:openai-batch/gpt-5-mini"),
            Map.entry("anthropic-batch", "genai:anthropic-batch/claude-sonnet-4-5"),
            Map.entry("mistral-batch", "genai:mistral-batch/mistral-small-latest"));

    private final ApplicationContextRunner on = Application.runner()
            .withPropertyValues("camel.genai.simulator.enabled=true", "camel.genai.simulator.pace=0");

    private static Generation generate(ApplicationContext application, String uri) {
        return application
                .getBean(ProducerTemplate.class)
                .requestBody(uri, uri.contains("-batch") ? List.of("a pond") : "a pond", Generation.class);
    }

    @Test
    void everyBuiltInProviderIsPlayedWithoutAKey() throws Exception {
        assertThat(ENDPOINTS).containsOnlyKeys(BuiltInProviders.names());
        on.run(application -> {
            GenAiSimulator simulator = application.getBean(GenAiSimulator.class);
            ENDPOINTS.forEach((provider, uri) -> {
                assertThat(generate(application, uri).status()).as(uri).isEqualTo(GenerationStatus.COMPLETED);
                assertThat(simulator.generationsCreated(provider)).as(provider).isEqualTo(1);
            });
        });
    }

    @Test
    void configuredConnectionsLeadToTheSimulatorWithoutTheirSecrets() {
        on.withBean("gateway", OkHttpClient.class, OkHttpClient::new)
                .withBean("tls", SSLContextParameters.class, SSLContextParameters::new)
                .withPropertyValues(
                        "camel.component.genai.connections[tenant-a].httpClient=#gateway",
                        "camel.component.genai.connections[tenant-a].sslContextParameters=#tls",
                        "camel.component.genai.connections[llmstats].apiKey=ze_" + NoLeaks.CANARY,
                        "camel.component.genai.connections[llmstats].retryDelay=20ms",
                        "camel.component.genai.connections[tenant-a].provider=llmstats",
                        "camel.component.genai.connections[tenant-a].apiKey=ze_" + NoLeaks.CANARY,
                        "camel.component.genai.connections[tenant-a].baseUrl=https://gateway.example",
                        "camel.component.genai.connections[tenant-a].httpHeader[X-Gateway]=" + NoLeaks.CANARY)
                .run(application -> {
                    GenAiSimulator simulator = application.getBean(GenAiSimulator.class);
                    generate(application, "genai:llmstats/flux-1.1-pro");
                    generate(application, "genai:llmstats/flux-1.1-pro?connection=tenant-a");

                    assertThat(simulator.generationsCreated()).isEqualTo(2);
                    Map<String, ConnectionConfiguration> connections = connectionsOf(application);
                    assertThat(connections.get("llmstats").getRetryDelay()).isEqualTo(Duration.ofMillis(20));
                    assertThat(connections.get("tenant-a").getApiKey()).isEqualTo(simulator.apiKey("llmstats"));
                    assertThat(connections.get("tenant-a").getHttpHeader()).isEmpty();
                    assertThat(connections.get("tenant-a").getHttpClient()).isNull();
                    assertThat(connections.get("tenant-a").getSslContextParameters())
                            .isNull();
                });
    }

    private static Map<String, ConnectionConfiguration> connectionsOf(ApplicationContext application) {
        return application
                .getBean(CamelContext.class)
                .getComponent("genai", GenAiComponent.class)
                .getConnections();
    }

    @Test
    void oneWarningIsLogged(@TempDir Path folder, CapturedOutput output) throws Exception {
        String acme = new ClassPathResource("META-INF/genai/providers/privategpt.yaml")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("name: privategpt", "name: acme");
        on.withPropertyValues(
                        "camel.component.genai.descriptors=file:"
                                + Files.writeString(folder.resolve("acme.yaml"), acme),
                        "camel.component.genai.connections[own].provider=acme")
                .run(application -> {
                    generate(application, "genai:llmstats/flux-1.1-pro");
                    GenAiSimulator simulator = application.getBean(GenAiSimulator.class);
                    assertThat(output.getAll().lines().filter(line -> line.contains("SIMULATOR IS ON")))
                            .singleElement()
                            .asString()
                            .contains(
                                    "WARN",
                                    "camel.genai.simulator.enabled",
                                    simulator.baseUrl(),
                                    "Not played: connection own");
                });
    }

    @Test
    void theConfiguredPortIsUsed() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        on.withPropertyValues("camel.genai.simulator.port=" + free)
                .run(application -> assertThat(application.getBean(GenAiSimulator.class))
                        .extracting(GenAiSimulator::port)
                        .isEqualTo(free));
    }

    /** At its own pace, a picture takes seconds. */
    @Test
    void theConfiguredPaceIsUsed() {
        on.run(application -> {
            Generation created = generate(application, "genai:llmstats/flux-1.1-pro?operation=create&channel=nobody");
            Generation polled = generate(application, "genai:llmstats?operation=get&generationId=" + created.id());

            assertThat(polled.status()).isEqualTo(GenerationStatus.COMPLETED);
        });
    }

    @Test
    void aSimulatorOfTheApplicationTakesPrecedence() {
        on.withBean("own", GenAiSimulator.class, GenAiSimulator::start).run(application -> {
            generate(application, "genai:privategpt");

            assertThat(application.getBean(GenAiSimulator.class).generationsCreated())
                    .isEqualTo(1);
        });
    }

    @Test
    void theSimulatorStopsWithTheApplication() {
        int[] port = new int[1];
        on.run(application -> {
            port[0] = application.getBean(GenAiSimulator.class).port();
            generate(application, "genai:llmstats/flux-1.1-pro");
        });

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(isOpen(port[0])).isFalse());
    }

    private static boolean isOpen(int port) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genai:llmstats/flux-1.1-pro?baseUrl=https://api.example",
                "genai:llmstats/flux-1.1-pro?connection=tenant-b"
            })
    void noEndpointBypassesTheSimulator(String uri) {
        on.run(application -> assertThat(application.getBean(CamelContext.class))
                .satisfies(context -> assertThat(catchThrowable(() -> context.getEndpoint(uri)))
                        .rootCause()
                        .hasMessageContaining("The simulator is on (camel.genai.simulator.enabled)")
                        .hasMessageContaining("camel.component.genai.connections[")));
    }

    @Test
    void anEnabledButMissingSimulatorStopsTheStart() {
        on.withClassLoader(new FilteredClassLoader(GenAiSimulator.class)).run(application -> assertThat(application)
                .getFailure()
                .rootCause()
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("camel.genai.simulator.enabled")
                .hasMessageContaining("io.camelgenai:camel-genai-simulator"));
    }

    @Test
    void thereIsNoSimulatorUnlessEnabled() {
        Application.runner()
                .run(application -> assertThat(application).hasNotFailed().doesNotHaveBean(GenAiSimulator.class));
    }

    @Test
    void theLibraryIsNotNeededUnlessEnabled() {
        Application.runner()
                .withClassLoader(new FilteredClassLoader("io.camelgenai.simulator"))
                .run(application -> assertThat(application).hasNotFailed());
    }
}
