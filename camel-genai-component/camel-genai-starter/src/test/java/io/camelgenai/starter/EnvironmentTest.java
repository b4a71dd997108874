package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environment variables set connections too, under names without dashes. */
@ExtendWith(NoLeaks.class)
class EnvironmentTest {

    private static final String NAME = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    private static final Map<String, Object> VARIABLES = Map.of(
            "CAMEL_COMPONENT_GENAI_CONNECTIONS_LLMSTATS_APIKEY", "ze_" + NoLeaks.CANARY,
            "CAMEL_COMPONENT_GENAI_CONNECTIONS_LLMSTATS_MAXRETRIES", "1",
            "CAMEL_COMPONENT_GENAI_NOTHING_OF_OURS", "x");

    @Test
    void environmentVariablesSetConnections() {
        Application.runner()
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .replace(NAME, new SystemEnvironmentPropertySource(NAME, VARIABLES)))
                .run(application -> {
                    assertThat(application).hasNotFailed();
                    ConnectionConfiguration connection = application
                            .getBean(GenAiComponentConfiguration.class)
                            .getConnections()
                            .get("llmstats");
                    assertThat(connection.getApiKey()).isEqualTo("ze_" + NoLeaks.CANARY);
                    assertThat(connection.getMaxRetries()).isEqualTo(1);
                });
    }
}
