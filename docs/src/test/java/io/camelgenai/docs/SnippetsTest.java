package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.docs.snippets.SnippetRoutes;
import io.camelgenai.docs.snippets.TypedRoutes;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.ProviderCatalog;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The snippets of the pages run. */
class SnippetsTest {

    private static final String FOLDER = "io/camelgenai/docs/snippets/";

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.05).build());
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private void connect(CamelContext to) {
        for (String provider : simulator.providers()) {
            ConnectionConfiguration connection = new ConnectionConfiguration();
            connection.setBaseUrl(simulator.baseUrl(provider));
            connection.setApiKey(provider.equals("elumenta") ? "nb_anything" : "ze_anything");
            to.getComponent("genai", GenAiComponent.class).getConnections().put(provider, connection);
        }
    }

    /** Starts the routes of one language. */
    private void start(String language) throws Exception {
        connect(context);
        if (language.equals("java")) {
            context.addRoutes(new SnippetRoutes());
        } else {
            load(context, language);
        }
        disableFileRoutes();
        context.start();
    }

    private static void load(CamelContext into, String language) throws Exception {
        PluginHelper.getRoutesLoader(into)
                .loadRoutes(PluginHelper.getResourceLoader(into)
                        .resolveResource("classpath:" + FOLDER + "routes." + language));
    }

    /** Routes that read a folder would read that of the module, so they are built and not started. */
    private void disableFileRoutes() {
        routes(context).stream()
                .filter(each -> each.getInput().getEndpointUri().startsWith("file:"))
                .forEach(each -> each.setAutoStartup("false"));
    }

    private static List<String> inputs(CamelContext context) {
        return routes(context).stream()
                .map(each -> each.getInput().getEndpointUri().replaceAll("[?].*", ""))
                .sorted()
                .toList();
    }

    private static List<RouteDefinition> routes(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void theRoutesAreTheSameInEachLanguage(String language) throws Exception {
        start("java");
        try (CamelContext other = new DefaultCamelContext()) {
            load(other, language);
            assertThat(inputs(other)).isEqualTo(inputs(context));
        }
    }

    @Test
    void theTypedRoutesRun() throws Exception {
        connect(context);
        context.addRoutes(new TypedRoutes());
        context.start();
        Generation created = context.createProducerTemplate().requestBody("direct:letter", "Hello", Generation.class);

        assertThat(created.id()).isNotNull();
        assertThat(inputs(context)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theRoutesRun(String language) throws Exception {
        start(language);
        var template = context.createProducerTemplate();

        Generation seeded = template.requestBody("direct:seeded", "a paper boat", Generation.class);
        assertThat(seeded.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(simulator.requests("llmstats", "create").get(0).body())
                .contains("\"seed\":7", "\"size\":\"256x256\"");
        template.requestBodyAndHeader("direct:await", null, "CamelGenAiGenerationId", seeded.id());
        template.requestBody("direct:order", "a paper boat");
        template.requestBody("direct:ask", "What floats?");
        template.requestBody("direct:limited", "a paper boat");
        template.requestBody("direct:quiet", "a paper boat [fail]");
        template.requestBody("direct:conversation", "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
        template.requestBody("direct:brief", "What floats?");
        template.requestBodyAndHeaders(
                "direct:compare",
                "What has changed?",
                Map.of("before", "https://example.com/1.png", "after", "https://example.com/2.png"));
        assertThat(simulator.receivedFiles())
                .extracting(ReceivedFile::sha256)
                .containsExactly("https://example.com/1.png", "https://example.com/2.png");
        assertThat(template.requestBody("direct:city", "Name a city", Generation.class)
                        .text())
                .startsWith("{\"city\":");
        template.requestBody("direct:two-turns", "What floats?");
        template.requestBody("direct:two-interactions", "What floats?");
        template.send("direct:any-model", exchange -> {
            exchange.getMessage().setBody("a paper boat");
            exchange.getMessage().setHeader("model", "imagen-4");
            exchange.getMessage().setHeader("order", "4711");
        });
        assertThat(simulator.requests("llmstats", "create").get(4).body()).contains("imagen-4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theAnswersOfABatchAreJoinedByTheirIds(String language) throws Exception {
        start(language);
        context.createProducerTemplate()
                .requestBody("direct:reviews", List.of("A bridge [takes 0s]", "A boat [takes 0s] [fail]"));

        Set<Object> requests = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            requests.add(context.createConsumerTemplate()
                    .receive("seda:answers", 10_000)
                    .getMessage()
                    .getHeader("request"));
        }
        assertThat(requests).containsExactly("request-1", "request-2");
        assertThat(simulator.requests("openai-batch", "upload").get(0).body()).contains("Name the mood in one word.");
        assertThat(simulator.generationsCreated()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theRoutesThatFailOverPayOnce(String language) throws Exception {
        start(language);
        var template = context.createProducerTemplate();
        for (String route : List.of("direct:either", "direct:balanced")) {
            simulator.reset();
            simulator.fault(Fault.status(400).on("llmstats", "create").build());
            Generation generated = template.requestBody(route, "a paper boat", Generation.class);
            assertThat(generated.provider()).isEqualTo("fal");
            assertThat(simulator.generationsCreated()).isOne();

            simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
            assertThat(template.send(route, exchange -> exchange.getMessage().setBody("a paper boat"))
                            .getException())
                    .isInstanceOf(GenerationOutcomeUnknownException.class);
            assertThat(simulator.generationsCreated("llmstats")).isOne();
            assertThat(simulator.generationsCreated("fal")).isOne();
        }
    }

    /** The provider's own request object, as a Map and as text. */
    @ParameterizedTest
    @CsvSource({
        "openai-chat, gpt-4o-mini",
        "openai-responses, gpt-5.2",
        "anthropic, claude-sonnet-4-5",
        "gemini, gemini-3-flash",
        "gemini-interactions, gemini-3-flash",
        "privategpt, default",
        "elumenta, gpt-4o",
        "twelvelabs, jockey1.0"
    })
    void theRequestObjectWithMessagesIsSentAsItIs(String provider, String model) throws Exception {
        connect(context);
        context.start();
        var template = context.createProducerTemplate();
        String text;
        try (InputStream file = resource("messages/" + provider + ".json")) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        ObjectMapper json = new ObjectMapper();
        String uri = "genai:" + provider + "/" + model;
        Map<?, ?> map = json.readValue(text, Map.class);
        Generation ofMap = template.requestBody(uri, map, Generation.class);
        Generation ofText = template.requestBody(uri + "?inputFormat=json", text, Generation.class);

        assertThat(ofMap.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(ofText.status()).isEqualTo(GenerationStatus.COMPLETED);
        List<JournalEntry> creates = simulator.requests().stream()
                .filter(sent -> !sent.body().isEmpty())
                .toList();
        assertThat(creates).hasSize(2).allSatisfy(sent -> {
            Map<Object, Object> parts = new LinkedHashMap<>(json.readValue(sent.body(), Map.class));
            parts.keySet().retainAll(map.keySet());
            assertThat(parts).isEqualTo(map);
        });
    }

    @Test
    void theConfigurationWorksInCamelMain() throws Exception {
        Properties properties = new Properties();
        try (InputStream file = resource("application.properties")) {
            properties.load(file);
        }
        Main main = new Main();
        main.configure().withAutoConfigurationFailFast(true);
        properties.forEach((name, value) -> main.addInitialProperty(
                name.toString(), value.toString().replaceAll("[{]{2}env:.*", "ze_of_the_environment")));
        main.init();
        main.start();
        try {
            assertThat(main.getCamelContext()
                            .getComponent("genai", GenAiComponent.class)
                            .getConnections())
                    .hasEntrySatisfying("llmstats", each -> assertThat(each.getBaseUrl())
                            .isEqualTo("http://127.0.0.1:8089/llmstats"))
                    .hasEntrySatisfying("tenant-a", each -> {
                        assertThat(each.getProvider()).isEqualTo("llmstats");
                        assertThat(each.getApiKey()).isEqualTo("ze_of_the_environment");
                    });
        } finally {
            main.stop();
        }
    }

    @Test
    void theDescriptorIsAccepted() throws Exception {
        ProviderCatalog catalog = new ProviderCatalog(name -> null, List::of);
        try (InputStream file = resource("acme.yaml")) {
            assertThat(catalog.add("acme.yaml", file).name()).isEqualTo("acme");
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(SnippetsTest.class.getClassLoader().getResourceAsStream(FOLDER + name), name);
    }
}
