package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.component.connection.ConnectionConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options apply also when they are set after the component was initialized, as Spring Boot does. */
class LateOptionsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final GenAiComponent component = new GenAiComponent(context);

    LateOptionsTest() {
        component.init();
    }

    @AfterEach
    void close() throws IOException {
        component.stop();
        context.close();
    }

    @Test
    void connectionsThatAreSetAfterInitAreUsed() {
        ConnectionConfiguration tenant = new ConnectionConfiguration();
        tenant.setProvider("llmstats");
        tenant.setApiKey("ze_late");
        component.setConnections(Map.of("tenant-a", tenant));

        ConnectionSettings settings = component.settings("tenant-a");
        assertThat(settings.provider().name()).isEqualTo("llmstats");
        assertThat(settings.apiKey()).isEqualTo("ze_late");
    }

    @Test
    void descriptorsThatAreSetLateAreThereBeforeTheFirstEndpoint(@TempDir Path folder) throws Exception {
        String late = Files.readString(Path.of(getClass()
                        .getResource("/META-INF/genai/providers/privategpt.yaml")
                        .toURI()))
                .replace("name: privategpt", "name: late");
        component.setDescriptors("file:" + Files.writeString(folder.resolve("late.yaml"), late));

        assertThat(component.createEndpoint("genai:late").getEndpointUri()).isEqualTo("genai:late");
        assertThat(component.createEndpoint("genai:late/again").getEndpointUri())
                .isEqualTo("genai:late/again");
        component.start();
        assertThat(component.catalog().get("late").name()).isEqualTo("late");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:hunter22@files.example/acme.yaml",
                "https://files.example/acme.yaml?token=hunter22",
                "ref:hunter22",
                "bean:hunter22",
                "mem:hunter22",
                "data:hunter22"
            })
    void onlyFilesAndTheClassPathHaveDescriptors(String resource) {
        component.setDescriptors("classpath:META-INF/genai/providers/loom.yaml, " + resource);

        assertThatThrownBy(() -> component.createEndpoint("genai:privategpt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The option descriptors names a resource of the kind '" + resource.replaceAll(":.*", ":")
                        + "'. Use file: or classpath:");
    }

    @Test
    void aDescriptorThatIsMissingFailsEveryEndpoint() {
        component.setDescriptors("file:/nowhere/late.yaml");

        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> component.createEndpoint("genai:privategpt"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("descriptors", "/nowhere/late.yaml");
        }
    }
}
