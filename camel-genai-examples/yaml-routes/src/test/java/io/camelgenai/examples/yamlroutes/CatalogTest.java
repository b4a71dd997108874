package io.camelgenai.examples.yamlroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.Operation;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel's catalog accepts the component, so that editors, Karavan and validation know it. */
class CatalogTest {

    private static final String JSON = "META-INF/io/camelgenai/component/genai.json";

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    @BeforeEach
    void add() throws Exception {
        catalog.addComponent("genai", GenAiComponent.class.getName(), json());
    }

    private static String json() throws Exception {
        try (InputStream file = CatalogTest.class.getClassLoader().getResourceAsStream(JSON)) {
            return new String(Objects.requireNonNull(file, JSON).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void itIsAmongTheComponents() {
        ComponentModel model = catalog.componentModel("genai");

        assertThat(catalog.findComponentNames()).contains("genai");
        assertThat(catalog.findComponentNames("ai")).contains("genai");
        assertThat(model.getArtifactId()).isEqualTo("camel-genai");
        assertThat(model.getGroupId()).isEqualTo("io.camelgenai");
        assertThat(model.isRemote()).isTrue();
        assertThat(model.getEndpointHeaders()).hasSizeGreaterThan(20);
    }

    @Test
    void everyOptionAndHeaderIsDescribed() throws Exception {
        JsonNode model = new ObjectMapper().readTree(catalog.componentJSonSchema("genai"));

        for (String part : new String[] {"componentProperties", "headers", "properties"}) {
            assertThat(model.get(part)).as(part).isNotEmpty().allSatisfy(each -> {
                assertThat(each.get("description").asText()).isNotBlank();
                assertThat(each.get("javaType").asText()).isNotBlank();
            });
        }
        assertThat(model.at("/properties/apiKey/secret").asBoolean()).isTrue();
        assertThat(model.at("/properties/param/prefix").asText()).isEqualTo("param.");
        assertThat(model.at("/properties/operation/enum")).hasSize(Operation.values().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genai:llmstats/flux-1.1-pro?operation=create&param.aspect_ratio=16:9&param.seed=7&channel=orders",
                "genai:llmstats/google/veo-3.1?timeout=5m&idempotencyKey=${header.order}",
                "genai:privategpt/llama3:8b?operation=stream&inputFormat=json&httpHeader.X-Tenant=a",
                "genai:privategpt?emit=events&statuses=COMPLETED,FAILED&concurrentConsumers=5&bridgeErrorHandler=true",
                "genai:privategpt?connection=tenant-a&sslContextParameters=#tls&maxRetries=0&idleTimeout=90s"
            })
    void aRightUriIsValid(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            genai:llmstats/flux?operation=destroy   | operation
            genai:llmstats/flux?colour=red          | colour
            genai:llmstats/flux?cancelOnTimeout=may | cancelOnTimeout
            genai:llmstats/flux?maxRetries=many     | maxRetries
            genai:privategpt?emit=all               | emit
            """)
    void aWrongUriIsRefused(String uri, String option) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.summaryErrorMessage(false)).contains(option);
    }

    @Test
    void anInvalidDurationIsRefused() {
        EndpointValidationResult result = catalog.validateEndpointProperties("genai:llmstats/flux?timeout=soon");

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getInvalidDuration()).containsEntry("timeout", "soon");
    }

    @Test
    void anOptionOfConsumersIsRefusedOnAProducer() {
        String uri = "genai:privategpt?emit=events";

        assertThat(catalog.validateEndpointProperties(uri, false, true, false).isSuccess())
                .isTrue();
        assertThat(catalog.validateEndpointProperties(uri, false, false, true).isSuccess())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "genai:llmstats/flux-1.1-pro, llmstats, flux-1.1-pro",
        "genai:llmstats/google/veo-3.1, llmstats, google/veo-3.1",
        "genai:privategpt/llama3:8b, privategpt, llama3:8b",
        "genai:privategpt/a/b:c/d, privategpt, a/b:c/d"
    })
    void aModelWithSlashesAndColonsSurvives(String uri, String provider, String model) throws Exception {
        Map<String, String> parts = catalog.endpointProperties(uri + "?timeout=5m");

        assertThat(parts)
                .containsEntry("provider", provider)
                .containsEntry("model", model)
                .containsEntry("timeout", "5m");
        assertThat(catalog.asEndpointUri("genai", parts, false)).isEqualTo(uri + "?timeout=5m");
    }
}
